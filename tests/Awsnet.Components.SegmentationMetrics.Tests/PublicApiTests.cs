using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicApi.ShouldMatchApproved(typeof(SegmentationMetrics).Assembly);

    [Fact]
    public void No_tensor_library_is_needed() =>
        typeof(SegmentationMetrics).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name).Should().NotContain(name => name!.Contains("Torch", StringComparison.Ordinal));
}
