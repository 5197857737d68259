"""What nibabel makes of every .nii, .nii.gz, .hdr and .hdr.gz file of a folder.

    python3 nibabel_read.py FOLDER

One JSON object on standard output, by file name: shape, affine, orientation, number of extensions, or the error. Scaled voxels go to NAME.voxels,
first axis fastest: doubles, pairs of doubles for complex numbers, the bytes themselves for colors; in the order nearest to
RAS also to NAME.canonical.
"""
import json
import os
import sys
import warnings

import nibabel
import numpy

warnings.simplefilter("ignore")
nibabel.imageglobals.logger.disabled = True


def doubles(image):
    if image.get_data_dtype().kind == "V":
        return image.dataobj.get_unscaled()  # colors are never scaled
    voxels = numpy.asarray(image.dataobj)
    return voxels.astype(numpy.complex128 if voxels.dtype.kind == "c" else numpy.float64)


def write(voxels, path):
    with open(path, "wb") as file:
        file.write(voxels.tobytes(order="F"))


def orientation(affine):
    """nibabel's, with the axis nearest to a world axis choosing first, as in its releases since pull request 1450."""
    axes = affine[:3, :3]
    lengths = numpy.linalg.norm(axes, axis=0)
    lengths[lengths == 0] = 1
    order = numpy.argsort(-numpy.abs(axes / lengths).max(axis=0), kind="stable")
    result = numpy.empty((3, 2))
    result[order] = nibabel.orientations.io_orientation(affine[:, [*order, 3]])
    return result


def read(path):
    image = nibabel.load(path)
    voxels = doubles(image)
    write(voxels, path + ".voxels")
    axes = orientation(image.affine)
    codes = nibabel.orientations.ornt2axcodes(axes)
    result = {
        "shape": list(image.shape),
        "affine": [float(a) for a in image.affine.ravel()],
        "codes": "".join(code or "?" for code in codes),
        "extensions": len(image.header.extensions),
    }
    if voxels.ndim >= 3 and None not in codes:
        canonical = nibabel.Nifti2Image(voxels, image.affine).as_reoriented(axes)
        write(numpy.asarray(canonical.dataobj), path + ".canonical")
        result["canonical"] = [float(a) for a in canonical.affine.ravel()]
    return result


folder = sys.argv[1]
results = {}
for name in sorted(os.listdir(folder)):
    if name.endswith((".nii", ".nii.gz", ".hdr", ".hdr.gz")):
        try:
            results[name] = read(os.path.join(folder, name))
        except Exception as error:
            results[name] = {"error": f"{type(error).__name__}: {error}"}
print(json.dumps(results))
