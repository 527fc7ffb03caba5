using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>The mappings of either kind, and their errors.</summary>
public sealed class MappedMemoryTests
{
    private const int Length = 20_000;

    private static readonly byte[] Content = [.. Enumerable.Range(0, Length).Select(i => (byte)(i * 7))];

    public static TheoryData<MapAccess, bool> Kinds => new()
    {
        { MapAccess.Read, true }, { MapAccess.ReadWrite, true }, { MapAccess.CopyOnWrite, true },
        { MapAccess.Read, false }, { MapAccess.ReadWrite, false }, { MapAccess.CopyOnWrite, false },
    };

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void Open_AnyPart_IsThatPartOfTheFile(MapAccess access, bool isPortable)
    {
        using var file = new TempFile(Content);
        foreach ((int offset, int length) in ((int, int)[])[(0, Length), (0, 1), (1, Length - 1), (4095, 2), (4096, 4096), (8193, 5000), (Length - 1, 1)])
        {
            using SafeFileHandle handle = ReadableFile.Open(file.Path, access == MapAccess.ReadWrite ? FileAccess.ReadWrite : FileAccess.Read);
            using MappedMemory memory = Map(handle, offset, length, access, isPortable);
            handle.Dispose();

            Assert.Equal(length, memory.Length);
            Assert.Equal(access == MapAccess.Read, memory.IsReadOnly);
            Assert.Equal(Content[offset], memory.Origin);
            Assert.Equal(Content[offset + length - 1], memory.At(length - 1));
            memory.Prefetch(0, length);
            Assert.Equal(0, memory.Flush(length / 2, length - length / 2));
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void Write_AnyAccess_ReachesTheFileOnlyIfItMay(MapAccess access, bool isPortable)
    {
        if (access == MapAccess.Read)
            return;
        using var file = new TempFile(Content);
        using (SafeFileHandle handle = ReadableFile.Open(file.Path, access == MapAccess.ReadWrite ? FileAccess.ReadWrite : FileAccess.Read))
        using (MappedMemory memory = Map(handle, 5000, 6000, access, isPortable))
        {
            memory.At(0) = 1;
            memory.At(5999) = 2;
            memory.Flush(0, 6000);
        }

        byte[] expected = [.. Content];
        if (access == MapAccess.ReadWrite)
            (expected[5000], expected[10_999]) = (1, 2);
        Assert.Equal(expected, File.ReadAllBytes(file.Path));
    }

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void Dispose_ThenOrigin_Throws(MapAccess access, bool isPortable)
    {
        using var file = new TempFile(Content);
        using SafeFileHandle handle = ReadableFile.Open(file.Path, access == MapAccess.ReadWrite ? FileAccess.ReadWrite : FileAccess.Read);
        MappedMemory memory = Map(handle, 1, 100, access, isPortable);

        memory.Dispose();
        memory.Dispose();

        Assert.Equal(
            "The file that this array lies in has been closed with the MappedArray or JoblibFile it came from; Copy() what is needed longer.",
            Assert.Throws<ObjectDisposedException>(() => _ = memory.Origin).Message.Split('\n')[0].TrimEnd());
        Assert.DoesNotContain(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    /// <summary>A verb that another thread has begun before the map is disposed of.</summary>
    [LinuxFact]
    public void Verbs_AfterDispose_MeetTheZeros()
    {
        using var file = new TempFile(Content);
        using SafeFileHandle handle = ReadableFile.Open(file.Path, FileAccess.ReadWrite);
        MappedMemory memory = Map(handle, 1, 10_000, MapAccess.ReadWrite, isPortable: false);
        memory.Dispose();

        Assert.Equal(0, memory.Flush(0, 10_000));
        memory.Prefetch(0, 10_000);
        memory.Release(0, 10_000);

        Assert.Equal(Content, File.ReadAllBytes(file.Path));
    }

    [LinuxFact]
    public void Open_FileThatCannotBeMapped_SaysWhy()
    {
        const string Path = "/proc/self/status";
        using SafeFileHandle handle = ReadableFile.Open(Path);

        Assert.Equal($"'{Path}' cannot be mapped: No such device.", OpenError(Path).Message);
        Assert.Equal("The file cannot be mapped: No such device.", OpenError(null).Message);
        Assert.Equal(19, OpenError(Path).HResult);

        IOException OpenError(string? path) => Assert.IsAssignableFrom<IOException>(Record.Exception(() => MappedMemory.Open(handle, path, 0, 10)));
    }

    /// <summary>Pages that are not there are the only error of the disk that a test can cause.</summary>
    [LinuxFact]
    public void Flush_Fails_GivesTheErrorNumber()
    {
        using var file = new TempFile(Content);
        using SafeFileHandle handle = ReadableFile.Open(file.Path, FileAccess.ReadWrite);
        using MappedMemory memory = Map(handle, 0, 100, MapAccess.ReadWrite, isPortable: false);

        Assert.Equal(Errno.NoMemory, memory.Flush(0, 1L << 40));
        Assert.Equal(
            "The changes to 'a.npy' have not all reached the disk: No space left on device.",
            Assert.Throws<IOException>(() => FileThrow.CannotFlush("a.npy", Errno.NoSpace)).Message);
    }

    private static MappedMemory Map(SafeFileHandle file, long offset, long length, MapAccess access, bool isPortable) =>
        isPortable ? PortableMappedMemory.Map(file, offset, length, access) : LinuxMappedMemory.Map(file, path: null, offset, length, access);
}
