using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicApi.ShouldMatchApproved(typeof(RasterImage).Assembly);
}
