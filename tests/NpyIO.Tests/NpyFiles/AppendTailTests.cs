using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Bytes behind the array: another array, or what an interrupted append left.</summary>
public sealed class AppendTailTests
{
    private static readonly byte[] Whole = NpyBytes.Integers("(3,)", 3);

    /// <summary>What an interrupted append has left is no fault; what anything else has left is.</summary>
    [LinuxFact]
    public void Verify_UnfinishedRows_AreNoFault()
    {
        using var file = new TempFile();
        Npy.Append(file.Path, new byte[] { 1, 2, 3 });
        using (RowWriter<byte> rows = Npy.Append<byte>(file.Path))
        {
            rows.Write(new byte[1 << 20]);
            Assert.Empty(Npy.Verify(file.Path));
            File.Copy(file.Path, file.Path + ".copy");
            Assert.Contains("follow the array", Assert.Single(Npy.Verify(file.Path + ".copy")).Message, StringComparison.Ordinal);
        }

        ArrayAssert.IsWholeFile(file.Path);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100_000)]
    public void Append_UnmarkedTail_IsRefusedAndRepairCutsIt(int count)
    {
        using var file = new TempFile([.. Whole, .. new byte[count]]);

        NpyFormatException error = Assert.Throws<NpyFormatException>(() => Npy.Append(file.Path, new[] { 3 }));

        Assert.Equal(NpyFormatReason.TrailingData, error.Reason);
        Assert.Equal((140, file.Path), (error.Offset, error.Path));
        Assert.Contains($"{count} byte{(count == 1 ? " follows" : "s follow")} the array, and may be another one: rows cannot be appended. Npy.Repair cuts what follows the array.", error.Message, StringComparison.Ordinal);
        Assert.Equal(140 + count, new FileInfo(file.Path).Length);
        Assert.False(Npy.CanAppend(file.Path));
        Assert.Throws<NpyFormatException>(() => Npy.Append<int>(file.Path));

        Assert.Equal(count, Npy.Repair(file.Path));
        Assert.Equal(Whole, File.ReadAllBytes(file.Path));
        Assert.Equal(0, Npy.Repair(file.Path));
        Assert.True(Npy.CanAppend(file.Path));
        Npy.Append(file.Path, new[] { 3 });
        Assert.Equal([0, 1, 2, 3], Npy.Load<int>(file.Path));
    }

    [Fact]
    public async Task RepairAsync_Tail_IsCut()
    {
        using var file = new TempFile([.. Whole, .. Whole]);
        Assert.Equal(Whole.Length, await Npy.RepairAsync(file.Path));
        Assert.Equal(Whole, await File.ReadAllBytesAsync(file.Path));
    }

    [LinuxFact]
    public void Append_MarkedTail_IsCut()
    {
        using var file = new TempFile(Whole);
        LeaveTail(file.Path, new byte[11]);
        Assert.Equal([0, 1, 2], Npy.Load<int>(file.Path));
        Assert.True(Npy.CanAppend(file.Path));

        Npy.Append(file.Path, new[] { 3 });

        Assert.Equal([0, 1, 2, 3], Npy.Load<int>(file.Path));
        ArrayAssert.IsWholeFile(file.Path);

        // The mark is gone: what another program adds is not cut.
        Append(file.Path, new byte[11]);
        Assert.Throws<NpyFormatException>(() => Npy.Append(file.Path, new[] { 3 }));
    }

    /// <summary>Interrupted after the mark or after the header: nothing is behind the array then, and what comes there later is another's.</summary>
    [LinuxFact]
    public void Append_AnotherArrayBehindAMark_IsNeverCut()
    {
        using var file = new TempFile(Whole);
        LeaveTail(file.Path, []);
        Append(file.Path, Whole);
        Assert.Throws<NpyFormatException>(() => Npy.Append(file.Path, new[] { 3 }));
        Assert.Equal([.. Whole, .. Whole], File.ReadAllBytes(file.Path));

        Npy.Repair(file.Path);
        Npy.Append(file.Path, new[] { 3 });
        LeaveTail(file.Path, [], end: 140);
        Append(file.Path, new byte[5]);
        Assert.Throws<NpyFormatException>(() => Npy.Append(file.Path, new[] { 3 }));
    }

    [LinuxFact]
    public void Repair_MarkedTail_RemovesTheMark()
    {
        using var file = new TempFile(Whole);
        LeaveTail(file.Path, new byte[11]);
        Assert.Equal(11, Npy.Repair(file.Path));
        Append(file.Path, new byte[5]);
        Assert.Throws<NpyFormatException>(() => Npy.Append(file.Path, new[] { 3 }));
    }

    /// <summary>As if the process had been killed before the header was written.</summary>
    private static void LeaveTail(string path, byte[] tail, long end = -1)
    {
        using (GrowingFile file = GrowingFile.Open(path, TimeSpan.Zero, default))
            file.SetMark(end < 0 ? file.Length : end);
        Append(path, tail);
    }

    private static void Append(string path, byte[] tail)
    {
        using SafeFileHandle handle = File.OpenHandle(path, access: FileAccess.Write);
        RandomAccess.Write(handle, tail, RandomAccess.GetLength(handle));
    }
}
