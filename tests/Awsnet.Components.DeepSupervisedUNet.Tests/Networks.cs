namespace Awsnet.Components.Tests;

internal static partial class Networks
{
    /// <summary>A network whose weights do not depend on which tests ran before.</summary>
    public static SupervisedNetwork Build(SupervisedNetworkOptions options)
    {
        manual_seed(1);
        return New(options);
    }

    /// <summary>Images for a network, or volumes of 4 slices for one in 3-D.</summary>
    public static Tensor ImageFor(SupervisedNetworkOptions options, long count, long height, long width) =>
        options.SpatialDimensions == 2 ? Image(count, 2, height, width) : Image(count, 2, 4, height, width);

    /// <summary>Two networks of the same weights.</summary>
    public static (SupervisedNetwork First, SupervisedNetwork Second) Twins(SupervisedNetworkOptions first, SupervisedNetworkOptions second)
    {
        SupervisedNetwork one = Build(first), two = Build(second);
        two.load_state_dict(one.state_dict());
        return (one, two);
    }
}
