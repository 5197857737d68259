namespace Awsnet.Components.Tests;

public class SmoothFieldTests
{
    [Fact]
    public void Its_deviation_at_the_knots_is_the_one_asked_for()
    {
        double squares = 0;
        int count = 0;
        var random = new RandomStream(1);
        var line = new float[128];
        for (int i = 0; i < 120; i++)
        {
            SmoothField field = SmoothField.Draw(128, 128, 32, 2, random);
            for (int row = 0; row < 128; row += 32)
            {
                Array.Clear(line);
                field.AddRow(row, line);
                for (int column = 0; column < 128; column += 32)
                    (squares, count) = (squares + line[column] * line[column], count + 1);
            }
        }

        Math.Sqrt(squares / count).Should().BeApproximately(2, 0.2);
    }

    // Over a tenth of the spacing the field changes by far less than its deviation.
    [Fact]
    public void It_is_smooth()
    {
        SmoothField field = SmoothField.Draw(64, 200, 40, 1, new RandomStream(2));
        float[] line = new float[200], next = new float[200];
        field.AddRow(30, line);
        field.AddRow(31, next);
        for (int x = 1; x < 200; x++)
        {
            Math.Abs(line[x] - line[x - 1]).Should().BeLessThan(0.15f);
            Math.Abs(line[x] - next[x]).Should().BeLessThan(0.15f);
        }
    }
}
