namespace Awsnet.Components.Tests;

public class UltrasoundPhantomTests
{
    private static readonly UltrasoundPhantomOptions Small = new() { MinimumSize = 150, MaximumSize = 190 };
    private static readonly UltrasoundPhantomCase[] Cases = [.. Enumerable.Range(0, 60)
        .Select(i => UltrasoundPhantom.Generate(3, i, Small with { SecondLesion = 0.3 }))];

    [Fact]
    public void Equal_seeds_give_equal_images()
    {
        UltrasoundPhantomCase again = UltrasoundPhantom.Generate(3, 7, Small with { SecondLesion = 0.3 });
        again.Image.Should().Equal(Cases[7].Image);
        UltrasoundPhantom.Generate(4, 7, Small).Image.Should().NotEqual(Cases[7].Image);
    }

    // Of 60: 27 % malignant (16), 17 % normal (10), the rest benign (34); four standard deviations are 14, 12 and 15.
    [Fact]
    public void Kinds_come_in_BUSI_s_shares_and_have_their_masks()
    {
        Cases.Count(c => c.Kind == BusiKind.Malignant).Should().BeInRange(4, 30);
        Cases.Count(c => c.Kind == BusiKind.Normal).Should().BeInRange(1, 22);
        Cases.Count(c => c.Kind == BusiKind.Benign).Should().BeInRange(19, 49);
        Cases.Where(c => c.Kind == BusiKind.Normal).Should().OnlyContain(c => c.Masks.Count == 0);
        Cases.Where(c => c.Kind == BusiKind.Malignant).Should().OnlyContain(c => c.Masks.Count == 1);
        Cases.Where(c => c.Kind == BusiKind.Benign).Select(c => c.Masks.Count).Distinct().Should().BeEquivalentTo([1, 2]);
        Cases.SelectMany(c => c.Masks).Should().OnlyContain(m => m.Count(v => v == 1) > 50 && m.All(v => v <= 1));
    }

    [Fact]
    public void Second_lesions_lie_apart()
    {
        foreach (UltrasoundPhantomCase c in Cases.Where(c => c.Masks.Count == 2))
            c.Masks[0].Zip(c.Masks[1]).Should().NotContain(p => p.First == 1 && p.Second == 1);
    }

    // Lesions echo less than what lies around them at the same depth: on average, and in nearly every image.
    [Fact]
    public void Lesions_are_darker_than_their_surroundings()
    {
        UltrasoundPhantomCase[] ill = [.. Cases.Where(c => c.Masks.Count > 0)];
        int darker = ill.Count(c =>
        {
            double inside = 0, outside = 0, insideCount = 0, outsideCount = 0;
            for (int y = 0; y < c.Height; y++)
            {
                Span<byte> row = c.Masks[0].AsSpan(y * c.Width, c.Width);
                if (!row.Contains((byte)1))
                    continue;
                for (int x = 0; x < c.Width; x++)
                {
                    if (row[x] == 1)
                        (inside, insideCount) = (inside + c.Image[y * c.Width + x], insideCount + 1);
                    else
                        (outside, outsideCount) = (outside + c.Image[y * c.Width + x], outsideCount + 1);
                }
            }

            return inside / insideCount < 0.9 * outside / outsideCount;
        });
        darker.Should().BeGreaterThan((int)(0.85 * ill.Length));
    }

    // 1 - 0.8 is 0.19999999999999996.
    [Fact]
    public void Probabilities_that_add_up_to_1_leave_no_third_kind() =>
        UltrasoundPhantom.Generate(1, 0, Small with { Malignant = 0.8, Normal = 0.2 }).Kind.Should().NotBe(BusiKind.Benign);

    [Fact]
    public void Bad_options_say_what_was_expected()
    {
        ((Action)(() => UltrasoundPhantom.Generate(1, 0, new() { Malignant = 0.9, Normal = 0.2 }))).Should()
            .Throw<ArgumentOutOfRangeException>().WithMessage(
            "Normal is 0.2 and Malignant 0.9; expected at most 1 together.*");
        ((Action)(() => UltrasoundPhantom.Generate(1, -1))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
