"""What Pillow makes of every PNG file of a folder: NAME.rgba and NAME.gray beside it, rows from the top.

    python3 pillow_read.py FOLDER

Files of 16 bits a sample are passed over: Pillow cuts their colors to 8 bits.
"""
import os
import sys

from PIL import Image

folder = sys.argv[1]
for name in os.listdir(folder):
    path = os.path.join(folder, name)
    if not name.endswith(".png"):
        continue
    with open(path, "rb") as file:
        if file.read(25)[24] == 16:
            continue
    image = Image.open(path)
    for ending, mode in (("rgba", "RGBA"), ("gray", "L")):
        # By way of RGBA: Pillow's palettes and transparent colors become what they look like.
        pixels = image.convert("RGBA")
        with open(f"{path}.{ending}", "wb") as file:
            file.write(pixels.convert("RGB").convert("L").tobytes() if mode == "L" else pixels.tobytes())
