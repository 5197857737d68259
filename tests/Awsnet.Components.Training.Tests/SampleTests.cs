using Awsnet.Components.Samples;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public sealed class SampleTests
{
    [Fact]
    public void Two_tasks_without_pictures_learn_better_with_weights_that_are_found()
    {
        int seeds = Effort.Pick(2, 10);
        double equal = 0, longer = 0, found = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            using var study = new Study(seed);
            var result = study.Auto();
            result.Weights["value"].Should().BeGreaterThan(0.9, "the side's loss is large because its notes are wrong, not because it matters (seed {0})", seed);
            equal += study.Equal().Score / seeds;
            longer += study.EqualForLonger().Score / seeds;
            found += result.Score / seeds;
        }
        // Over ten seeds 0.761, 0.759 and 0.833.
        found.Should().BeGreaterThan(equal + 0.03);
        found.Should().BeGreaterThan(longer + 0.03, "it is the weights, not the time");
    }
}
