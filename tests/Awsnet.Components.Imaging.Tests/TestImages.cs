namespace Awsnet.Components.Tests;

/// <summary>Small seeded arrays for tests.</summary>
internal static class TestImages
{
    public static float[] Random(int length, ulong seed)
    {
        var random = new RandomStream(seed);
        var values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = (float)random.Uniform(-1, 1);
        return values;
    }

    public static byte[] RandomLabels(int length, int classes, ulong seed)
    {
        var random = new RandomStream(seed);
        var values = new byte[length];
        for (int i = 0; i < length; i++)
            values[i] = (byte)random.Below(classes);
        return values;
    }
}
