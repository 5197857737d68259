using System.Buffers.Binary;
using System.Text;
using Awsnet.Components.TestKit;

namespace Awsnet.Components.Tests;

public sealed class TensorBoardTests
{
    [Fact]
    public void The_checksum_is_the_masked_crc_32c()
    {
        // The check value of CRC-32C for "123456789" is 0xE3069283; masked: rotated right by 15 bits, plus 0xA282EAD8 (mod 2^32):
        // 0x2507C60D + 0xA282EAD8 = 0xC78AB0E5.
        TensorBoardFile.MaskedChecksum("123456789"u8).Should().Be(0xC78AB0E5);
    }

    [Fact]
    public void Records_hold_version_then_steps_with_their_scalars()
    {
        using var folder = new TemporaryFolder();
        var file = new TensorBoardFile(folder.Path, () => DateTime.UnixEpoch.AddSeconds(1));
        file.Add(300, [("loss/é", 0.5), ("unknown", double.NaN)]);
        file.Add(301, [("w", 1)]);
        byte[] bytes = File.ReadAllBytes(Directory.GetFiles(folder.Path, "events.out.tfevents.0000000001.*").Single());

        // Protocol buffer by hand: 0x09 time (double 1 = 3F F0 .. 00 little-endian), 0x10 step (300 = AC 02), 0x2A summary of 16 bytes
        // with 0x0A value of 14: 0x0A tag of 7 bytes (é takes two), 0x15 float 0.5 (00 00 00 3F).
        var records = Records(bytes);
        records.Should().HaveCount(3);
        Encoding.ASCII.GetString(records[0][^13..]).Should().Be("brain.Event:2");
        Convert.ToHexString(records[1]).Should().Be("09000000000000F03F" + "10AC02" + "2A10" + "0A0E" + "0A07" + "6C6F73732FC3A9" + "150000003F");
        Convert.ToHexString(records[2]).Should().Be("09000000000000F03F" + "10AD02" + "2A0A" + "0A08" + "0A01" + "77" + "150000803F");
    }

    [Fact]
    public void A_record_that_does_not_fit_on_the_disk_leaves_the_file_as_it_was()
    {
        using var folder = new TemporaryFolder();
        long room = long.MaxValue;
        var file = new TensorBoardFile(folder.Path, open: path => new FullDisk(path, FileMode.Append, room));
        file.Add(1, [("w", 1)]);
        string path = Directory.GetFiles(folder.Path).Single();
        byte[] before = File.ReadAllBytes(path);
        room = before.Length + 20;
        var add = () => file.Add(2, [("w", 2)]);
        add.Should().Throw<IOException>().WithMessage("No space left*");
        File.ReadAllBytes(path).Should().Equal(before);

        room = long.MaxValue;
        file.Add(3, [("w", 3)]);
        Records(File.ReadAllBytes(path)).Should().HaveCount(3);
    }

    [Fact]
    public void A_run_writes_a_step_an_epoch()
    {
        using var folder = new TemporaryFolder();
        var options = new TrainingOptions { FixedEpochs = 2, AutoEpochs = 0, Threads = 1, TensorBoard = true };
        using var training = new AutoWeightedTraining<TwoHeadNet, TensorBatch>(Blobs.Task(), options);
        training.Run(folder["run"]);
        var records = Records(File.ReadAllBytes(Directory.GetFiles(folder["run"], "events.out.*").Single()));

        records.Should().HaveCount(3);
        Encoding.UTF8.GetString(records[2]).Should().ContainAll("loss/total", "loss/fine", "weight/coarse", "validation/dice.square");
    }

    private static List<byte[]> Records(byte[] bytes)
    {
        List<byte[]> records = [];
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)).Should().Be(Checksum(bytes[at..(at + 8)]));
            byte[] data = bytes[(at + 12)..(at + 12 + length)];
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)).Should().Be(Checksum(data));
            records.Add(data);
            at += length + 16;
        }
        return records;
    }

    /// <summary>The checksum as a reader computes it, bit by bit from the definition: polynomial 0x1EDC6F41 reflected, all ones at either end.</summary>
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
