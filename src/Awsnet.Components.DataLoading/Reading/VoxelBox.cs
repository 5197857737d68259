namespace Awsnet.Components;

/// <summary>A part of a volume, which may reach beyond it.</summary>
internal readonly record struct VoxelBox(int Z, int Y, int X, int Depth, int Height, int Width)
{
    public Int128 Voxels => (Int128)Depth * Height * Width;
}
