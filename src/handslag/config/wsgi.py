"""The WSGI application that a web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handslag.config.settings")
application = get_wsgi_application()

# All that now stands lives as long as the process: the collector need not go through it in the middle of an answer.
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
# An answer makes some ten thousand objects and lets nearly all go by itself: look for rings of objects more seldom.
gc.set_threshold(10_000, 10, 10)
