"""nibabel's side: peer.py make FOLDER writes the files; peer.py WORK FOLDER prints the cost of one piece of work."""
import statistics
import sys
import time

import nibabel
import numpy


def make(folder):
    """512 x 512 x 10 of int16: a bright body with a smooth bias, Rician noise around it, as a scanner gives."""
    random = numpy.random.default_rng(0)
    x, y, z = numpy.meshgrid(numpy.arange(512), numpy.arange(512), numpy.arange(10), indexing="ij")
    body = ((x - 250) / 190) ** 2 + ((y - 270) / 150) ** 2 < 1
    signal = body * (300 + 120 * numpy.sin(x / 23 + z) * numpy.cos(y / 31)) * (1 + x / 900)
    noise = random.normal(0, 12, (2,) + x.shape)
    voxels = numpy.hypot(signal + noise[0], noise[1]).astype(numpy.int16)
    image = nibabel.Nifti1Image(voxels, numpy.diag([0.75, 0.75, 12, 1]))
    nibabel.save(image, folder + "/volume.nii")
    nibabel.openers.Opener.default_compresslevel = 6
    nibabel.save(image, folder + "/volume.nii.gz")
    nibabel.save(nibabel.Nifti1Image(voxels[:8, :8], numpy.eye(4)), folder + "/small.nii.gz")


def read(path):
    return nibabel.load(path).get_fdata(dtype=numpy.float32)


def read_into(path, volume):
    """The fastest way found to read into an array that is there already; nothing has to be scaled here."""
    numpy.copyto(volume, nibabel.load(path).dataobj.get_unscaled(), casting="unsafe")
    return volume


def seconds(read, path, warmup=5, runs=21):
    kept, times = None, []
    for k in range(warmup + runs):
        start = time.perf_counter()
        kept = read(path)
        times.append(time.perf_counter() - start)
    return statistics.median(times[warmup:])


def seconds_into_one_array(path):
    volume = numpy.empty((512, 512, 10), numpy.float32, order="F")
    return seconds(lambda path: read_into(path, volume), path)


def status(field):
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(field)) * 1024


def memory(folder):
    """The most memory held while reading a compressed volume, beyond what was held before, in MiB."""
    read(folder + "/small.nii.gz")
    before = status("VmRSS:")
    volume = read(folder + "/volume.nii.gz")
    most = status("VmHWM:")
    del volume
    return (most - before) / (1 << 20)


def slice_seconds(path):
    times = []
    for k in range(20):
        start = time.perf_counter()
        numpy.asarray(nibabel.load(path).dataobj[:, :, k % 10], dtype=numpy.float32)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


work, folder = sys.argv[1:]
if work == "make":
    make(folder)
elif work in ("gz", "plain"):
    print(seconds_into_one_array(folder + {"gz": "/volume.nii.gz", "plain": "/volume.nii"}[work]))
elif work in ("gz-new", "plain-new"):
    print(seconds(read, folder + {"gz-new": "/volume.nii.gz", "plain-new": "/volume.nii"}[work]))
elif work == "memory":
    print(memory(folder))
elif work == "slice":
    print(slice_seconds(folder + "/volume.nii"))
elif work == "sum":
    print(float(read(folder + "/volume.nii.gz").sum(dtype=numpy.float64)))
else:
    sys.exit("There is no work " + work)
