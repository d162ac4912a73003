"""Make pairs for `handslag bench repair`: render Swedish text and read the picture with Tesseract's English model.

Usage: python tools/garble.py TEXT.txt FOLDER [--font NAME] [--size PT] [--dpi N] [--blur R] [--noise N] [--skew DEG]
       [--jpeg QUALITY]
A text is one page or several (form feed between them); its paragraphs are wrapped, and some long words broken at the
line's end, so the true text is written as it stands on the page: NAME.true.txt, and what was read: NAME.raw.txt.
Without --font every text gets a look of its own, drawn from its name, so that a second run makes the same pairs.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = Path("/usr/share/fonts/truetype")
FACES = {
    "serif": "liberation/LiberationSerif-Regular.ttf",
    "sans": "liberation/LiberationSans-Regular.ttf",
    "narrow": "liberation/LiberationSansNarrow-Regular.ttf",
    "mono": "liberation/LiberationMono-Regular.ttf",
    "dejavu": "dejavu/DejaVuSans.ttf",
    "dejavu-serif": "dejavu/DejaVuSerif.ttf",
    "condensed": "dejavu/DejaVuSerifCondensed.ttf",
    "carlito": "crosextra/Carlito-Regular.ttf",
    "serif-italic": "liberation/LiberationSerif-Italic.ttf",
    "serif-bold": "liberation/LiberationSerif-Bold.ttf",
    "sans-bold": "liberation/LiberationSans-Bold.ttf",
    "carlito-italic": "crosextra/Carlito-Italic.ttf",
    "dejavu-bold": "dejavu/DejaVuSans-Bold.ttf",
    "dejavu-condensed": "dejavu/DejaVuSansCondensed.ttf",
    "dejavu-mono": "dejavu/DejaVuSansMono.ttf",
    "dejavu-serif-bold": "dejavu/DejaVuSerif-Bold.ttf",
}
DRAWN = list(FACES)[:8] * 3 + list(FACES)[8:12]
"""What a look of its own is drawn from: the plain ones more often."""
VOWELS = "aeiouyåäö"


@dataclass(frozen=True)
class Look:
    """How a page is drawn and what scanning does to it."""

    font: str
    size: float
    dpi: int
    blur: float
    noise: float
    skew: float
    jpeg: int = 0

    @classmethod
    def drawn(cls, name: str) -> Look:
        """A look drawn from the name."""
        dice = random.Random(name)
        return cls(
            font=dice.choice(DRAWN),
            size=dice.choice([10, 10.5, 11, 11, 12, 12, 13]),
            dpi=dice.choice([90, 100, 120, 150, 200, 200, 300, 400]),
            blur=dice.choice([0, 0, 0.4, 0.7]),
            noise=dice.choice([0, 0, 6, 14]),
            skew=dice.choice([0, 0, 0.2, -0.3, 0.5]),
        )


def broken(word: str) -> tuple[str, str] | None:
    """The word broken in its middle, before a consonant that a vowel follows."""
    if not word.isalpha():
        return None
    for at in sorted(range(4, len(word) - 3), key=lambda n: abs(n - len(word) // 2)):
        if word[at].lower() not in VOWELS and word[at + 1].lower() in VOWELS and word[at - 1].lower() not in "cs":
            return word[:at] + "-", word[at:]
    return None


def wrapped(paragraph: str, font: ImageFont.FreeTypeFont, width: float, dice: random.Random) -> list[str]:
    """The paragraph's lines; now and then a long word is broken. A row of a table is one line."""
    if "   " in paragraph:
        return [paragraph]
    lines, line = [], ""
    for word in paragraph.split(" "):
        tried = f"{line} {word}".strip()
        if font.getlength(tried) <= width or not line:
            line = tried
            continue
        halves = broken(word) if len(word) > 11 and dice.random() < 0.5 else None
        if halves and font.getlength(f"{line} {halves[0]}") <= width:
            lines.append(f"{line} {halves[0]}")
            line = halves[1]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def page(lines: list[str], font: ImageFont.FreeTypeFont, look: Look) -> Image.Image:
    """The page as a scanner gives it."""
    step, margin = round(look.size * look.dpi / 72 * 1.35), look.dpi
    picture = Image.new("L", (round(8.27 * look.dpi), max(round(4 * look.dpi), step * len(lines) + 2 * margin)), 255)
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        draw.text((margin, margin + row * step), line, font=font, fill=20)
    if look.skew:
        picture = picture.rotate(look.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if look.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(look.blur))
    if look.noise:
        grain = Image.effect_noise(picture.size, look.noise)
        picture = ImageChops.add(picture, grain, scale=1, offset=-128)
    if look.jpeg:
        pressed = io.BytesIO()
        picture.save(pressed, "JPEG", quality=look.jpeg)
        picture = Image.open(pressed)
    return picture


def read(picture: Image.Image, dpi: int) -> str:
    """The text that Tesseract's English model sees."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.png"
        picture.save(file, dpi=(dpi, dpi))
        done = subprocess.run(
            ["tesseract", str(file), "-", "-l", "eng"],
            capture_output=True, text=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    return done.stdout.replace("\f", "")


def make(text: Path, folder: Path, look: Look, name: str) -> None:
    """One pair in the folder."""
    font = ImageFont.truetype(FONTS / FACES[look.font], round(look.size * look.dpi / 72))
    dice = random.Random(name)
    true, raw = [], []
    for sheet in text.read_text(encoding="utf-8").split("\f"):
        lines = [
            line
            for paragraph in sheet.strip("\n").split("\n")
            for line in wrapped(paragraph, font, 6.27 * look.dpi, dice)
        ]
        true.append("\n".join(lines))
        raw.append(read(page(lines, font, look), look.dpi))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.true.txt").write_text("\f".join(true) + "\n", encoding="utf-8")
    (folder / f"{name}.raw.txt").write_text("\f".join(raw), encoding="utf-8")


def main() -> None:
    """Read the arguments and make the pair."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", default="")
    parser.add_argument("--font", choices=list(FACES))
    for option in ("size", "blur", "noise", "skew"):
        parser.add_argument(f"--{option}", type=float)
    for option in ("dpi", "jpeg"):
        parser.add_argument(f"--{option}", type=int)
    given = parser.parse_args()
    name = given.name or given.text.stem
    drawn = Look.drawn(name)
    chosen = {key: have for key in drawn.__dataclass_fields__ if (have := getattr(given, key)) is not None}
    make(given.text, given.folder, Look(**{**vars(drawn), **chosen}), name)


if __name__ == "__main__":
    main()
