namespace Awsnet.Components.Tests;

/// <summary>The tests' program, started by a test that must survive it.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [WrongShapes.Argument])
            return 2;
        WrongShapes.Run();
        return 0;
    }
}
