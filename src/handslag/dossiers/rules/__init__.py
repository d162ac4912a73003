"""Rules of dossiers that need no database: which evidence a question gets, how a text cites it, who does what when."""
