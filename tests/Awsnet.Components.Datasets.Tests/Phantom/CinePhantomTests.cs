namespace Awsnet.Components.Tests;

public class CinePhantomTests
{
    private static readonly CinePhantomOptions Small =
        new() { MinimumSize = 110, MaximumSize = 120, MinimumSlices = 4, MaximumSlices = 5, Frames = 8 };
    private static readonly CinePhantomCase[] Cases = [.. Enumerable.Range(0, 5).Select(i => CinePhantom.Generate(4, i, Small))];

    [Fact]
    public void Equal_seeds_give_equal_series() =>
        CinePhantom.Generate(4, 2, Small).Cine.Should().Equal(Cases[2].Cine);

    [Fact]
    public void The_five_diagnoses_take_turns() =>
        Cases.Select(c => c.Group).Should().Equal("NOR", "DCM", "HCM", "MINF", "RV");

    // Ejection fraction: part of the cavity's volume that leaves it. Drawn radii shrink by 26 to 36 % in a normal heart,
    // so areas by 45 to 59 %; in a dilated one by 0.4 of that radius.
    [Fact]
    public void The_ventricle_empties_as_its_disease_lets_it()
    {
        double[] ejection = [.. Cases.Select(c =>
            1 - (double)c.EndSystoleLabels.Count(l => l == 3) / c.EndDiastoleLabels.Count(l => l == 3))];
        ejection[0].Should().BeInRange(0.42, 0.62);
        ejection[1].Should().BeInRange(0.15, 0.32);
        ejection[2].Should().BeGreaterThan(0.5);
        Cases.Should().OnlyContain(c => c.EndSystole > 1 && c.EndSystole < c.Frames);
    }

    // The wall keeps its area and gains at most a tenth.
    [Fact]
    public void The_wall_keeps_its_area()
    {
        foreach (CinePhantomCase c in Cases)
        {
            double ratio = (double)c.EndSystoleLabels.Count(l => l == 2) / c.EndDiastoleLabels.Count(l => l == 2);
            ratio.Should().BeInRange(1.0, 1.2);
        }
    }

    [Fact]
    public void Frames_differ_and_the_chest_stands_still()
    {
        CinePhantomCase c = Cases[0];
        short[] diastole = c.Frame(1).ToArray(), systole = c.Frame(c.EndSystole).ToArray();
        double Ratio(Func<int, bool> where)
        {
            int[] voxels = [.. Enumerable.Range(0, diastole.Length).Where(where)];
            return voxels.Average(i => (double)diastole[i]) / voxels.Average(i => (double)systole[i]);
        }

        // Where blood gives way to wall, the signal falls; far from the heart it stays.
        Ratio(i => c.EndDiastoleLabels[i] == 3 && c.EndSystoleLabels[i] == 2).Should().BeGreaterThan(1.4);
        Ratio(i => i / c.Width % c.Height < c.Height / 4).Should().BeApproximately(1, 0.02);
    }

    [Fact]
    public void Bad_frames_and_options_are_refused()
    {
        ((Action)(() => Cases[0].Frame(0))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Frames go from 1 to 8*");
        ((Action)(() => CinePhantom.Generate(1, 0, new() { Frames = 3 }))).Should().Throw<ArgumentOutOfRangeException>().WithMessage(
            "Frames is 3; expected 4 to 60.*");
    }
}
