namespace Awsnet.Components;

/// <summary>A half-open box of voxels. The default value is empty.</summary>
internal readonly record struct Box(int Z0, int Z1, int Y0, int Y1, int X0, int X1)
{
    public int Depth => Z1 - Z0;

    public int Rows => Y1 - Y0;

    public int Columns => X1 - X0;
}
