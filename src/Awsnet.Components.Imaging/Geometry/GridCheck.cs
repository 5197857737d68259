namespace Awsnet.Components;

/// <summary>The checks that every function on a plain array with a stated grid makes first.</summary>
internal static class GridCheck
{
    public static void Size(int height, int width, string what)
    {
        if (height < 1 || width < 1)
            throw new ArgumentOutOfRangeException(what, $"The {what} is {height} x {width} pixels; both must be at least 1.");
        if ((long)height * width > Array.MaxLength)
            throw new ArgumentOutOfRangeException(what, $"The {what} is {height} x {width} pixels, more than one array holds.");
    }

    public static void Length(int length, int height, int width, string what)
    {
        Size(height, width, what);
        if (length != height * width)
            throw new ArgumentException($"'{what}' has {length} values, but {height} x {width} pixels need {height * width}.", what);
    }

    public static void Length(int length, int planes, int height, int width, string what)
    {
        Size(height, width, what);
        if (planes < 1 || length != (long)planes * height * width)
            throw new ArgumentException(
                $"'{what}' has {length} values, but {planes} x {height} x {width} need {(long)planes * height * width}.", what);
    }

    public static int Slices(int length, int height, int width, string what)
    {
        Size(height, width, what);
        if (length == 0 || length % (height * width) != 0)
            throw new ArgumentException($"'{what}' has {length} values, which is no whole number of {height} x {width} slices.", what);
        return length / (height * width);
    }
}
