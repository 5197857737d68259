using System.Buffers.Binary;
using Tensorboard;

namespace Awsnet.Components.Tests;

public sealed class TensorBoardTests
{
    [Fact]
    public void A_file_holds_its_version_then_steps_with_their_scalars()
    {
        using var folder = new TemporaryFolder();
        var board = new BoardFile(folder.Path);
        board.Add(300, [("loss/é", 0.5), ("unknown", double.NaN), ("too large", 1e300)]);
        board.Add(301, [("w", 1)]);

        var events = Events(Files(folder.Path).Single());
        events[0].FileVersion.Should().Be("brain.Event:2");
        Scalars(events).Should().Equal((300, "loss/é", 0.5f), (301, "w", 1f));
    }

    [Fact]
    public void After_a_full_disk_another_file_is_begun()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new TemporaryFolder();
        var board = new BoardFile(folder.Path);
        board.Add(1, [("w", 1)]);
        string first = Files(folder.Path).Single();
        File.Move(first, folder["whole"]);
        File.CreateSymbolicLink(first, "/dev/full");
        Refused<IOException>(() => board.Add(2, [("w", 2)]), "No space left*");

        board.Add(3, [("w", 3)]);
        Scalars(Events(folder["whole"])).Should().Equal((1, "w", 1f));
        Scalars(Events(Files(folder.Path).Single(file => file != first))).Should().Equal((3, "w", 3f));
    }

    [Fact]
    public void A_run_writes_a_step_an_epoch_and_a_resumed_one_goes_on_in_a_file_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var options = new TrainingOptions { FixedEpochs = 2, AutoEpochs = 0, Threads = 1, TensorBoard = true };
        using (var training = new TwoHeadTraining(Blobs.Task(), options))
            training.RunUntil(folder["run"], report => report.Event == RunEvent.Epoch);
        Events(Files(folder["run"]).Single()).Skip(1).Should().OnlyContain(scalar => scalar.Step == 0);
        using var resumed = new TwoHeadTraining(Blobs.Task(), options);
        resumed.Run(folder["run"], resume: true);

        string[] files = Files(folder["run"]);
        files.Should().HaveCount(2);
        Scalars(Events(files[1])).Should().OnlyContain(scalar => scalar.Step == 1)
            .And.Subject.Select(scalar => scalar.Tag).Should()
                .Contain(["loss/total", "loss/fine", "weight/coarse", "validation/dice.square"]);
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder, "events.out.tfevents.*").Order(StringComparer.Ordinal)];

    private static (long Step, string Tag, float Value)[] Scalars(IEnumerable<Event> events) =>
        [.. events.Skip(1).SelectMany(step => step.Summary.Value, (step, scalar) => (step.Step, scalar.Tag, scalar.SimpleValue))];

    private static List<Event> Events(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        List<Event> events = [];
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)).Should().Be(Checksum(bytes[at..(at + 8)]));
            byte[] data = bytes[(at + 12)..(at + 12 + length)];
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)).Should().Be(Checksum(data));
            events.Add(Event.Parser.ParseFrom(data));
            at += length + 16;
        }
        return events;
    }

    /// <summary>
    /// The checksum as a reader computes it, bit by bit from the definition: polynomial 0x1EDC6F41 reflected, all ones at either end.
    /// </summary>
    private static uint Checksum(byte[] bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0x82F63B78;
        }
        crc = ~crc;
        return (crc >> 15 | crc << 17) + 0xA282EAD8;
    }
}
