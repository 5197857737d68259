namespace Awsnet.Components.Tests;

public sealed class SignsOfLifeTests
{
    [Fact]
    public void A_sign_that_cannot_be_written_does_not_end_the_training()
    {
        using var folder = new TemporaryFolder();
        var attempt = AttemptFolder.Create(folder["candidate"], 1);
        // A folder in its place is refused as a file is on Windows that somebody reads.
        Directory.CreateDirectory(attempt.Progress + ".tmp");

        FluentActions.Invoking(() => attempt.WriteProgress(1, new TrainingProgress(0.5, 1))).Should().Throw<UnauthorizedAccessException>();
        FluentActions.Invoking(() => new SignsOfLife(attempt).Report(new TrainingProgress(0.5, 1))).Should().NotThrow();
    }
}
