using System.Text.Json.Nodes;

namespace Awsnet.Components.Tests;

public class JsonDifferenceTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1,2]}}""", "")]
    [InlineData("""{"b":{"c":[1,2]},"a":1}""", "")]
    [InlineData("""{"a":2,"b":{"c":[1,3]}}""", "a was 2 and is 1; b.c was [1,3] and is [1,2]")]
    [InlineData("""{"a":1,"b":null,"d":"x"}""", """b was null and is {"c":[1,2]}; d was "x" and is null""")]
    public void It_names_the_fields_that_differ(string saved, string difference) =>
        JsonDifference.Of(JsonNode.Parse(saved)!.AsObject(), JsonNode.Parse("""{"a":1,"b":{"c":[1,2]}}""")!.AsObject())
            .Should().Be(difference);
}
