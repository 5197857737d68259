namespace Awsnet.Components.Benchmarks;

/// <summary>Label maps made by a formula.</summary>
internal static class Shapes
{
    /// <summary>In each slice a disc of 1 inside a ring of 2, in the middle of 0.</summary>
    public static byte[] Rings(int slices, int size, int radius, int shift = 0)
    {
        byte[] labels = new byte[slices * size * size];
        for (int i = 0; i < labels.Length; i++)
        {
            int x = i % size - size / 2 - shift, y = i / size % size - size / 2, squared = x * x + y * y;
            if (squared < radius * radius) labels[i] = (byte)(4 * squared < radius * radius ? 1 : 2);
        }
        return labels;
    }

    /// <summary>1 where there is a label.</summary>
    public static byte[] Mask(byte[] labels) => Array.ConvertAll(labels, label => label == 0 ? (byte)0 : (byte)1);
}
