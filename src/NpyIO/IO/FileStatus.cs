using System.Runtime.InteropServices;

namespace NpyIO.IO;

/// <summary>A file's status: from <c>struct statx</c> on Linux (the same layout on every architecture), or <c>struct stat</c> on macOS.</summary>
internal readonly struct FileStatus
{
    /// <summary>The length of <c>struct statx</c> in bytes; macOS's <c>struct stat</c> is shorter.</summary>
    internal const int EncodedLength = 256;

    // STATX_BASIC_STATS.
    internal const uint Mask = 0x7FF;

    // Without set-user-ID, set-group-ID and sticky.
    internal const uint PermissionMask = 0x1FF;

    // STATX_ATTR_APPEND.
    private const ulong AppendOnly = 0x20;

    private const uint TypeMask = 0xF000;
    private const uint RegularType = 0x8000;
    private const uint DirectoryType = 0x4000;
    private const uint LinkType = 0xA000;

    private readonly uint _mode;

    internal FileStatus(ReadOnlySpan<byte> encoded)
    {
        Owner = Field<uint>(encoded, 20);
        Group = Field<uint>(encoded, 24);
        _mode = Field<ushort>(encoded, 28);
        ulong device = ((ulong)Field<uint>(encoded, 136) << 32) | Field<uint>(encoded, 140);
        Identity = new FileIdentity(device, Field<ulong>(encoded, 32));
        Length = Field<long>(encoded, 40);
        Changed = (Field<long>(encoded, 96), Field<uint>(encoded, 104));
        Modified = (Field<long>(encoded, 112), Field<uint>(encoded, 120));
        IsAppendOnly = (Field<ulong>(encoded, 8) & AppendOnly) != 0;
    }

    private FileStatus(FileIdentity identity, uint mode, uint owner, uint group, long length)
    {
        Identity = identity;
        _mode = mode;
        Owner = owner;
        Group = group;
        Length = length;
    }

    internal FileIdentity Identity { get; }

    internal uint Owner { get; private init; }

    internal uint Group { get; private init; }

    internal uint Permissions => _mode & PermissionMask;

    internal long Length { get; }

    /// <summary>Time of the last change to the content or permissions. Linux only.</summary>
    internal (long Seconds, uint Nanoseconds) Changed { get; }

    /// <summary>Time of the last change to the content. Linux only.</summary>
    internal (long Seconds, uint Nanoseconds) Modified { get; }

    /// <summary>Whether it is a folder in which nothing can be renamed or deleted. Linux only.</summary>
    internal bool IsAppendOnly { get; }

    internal bool IsRegular => (_mode & TypeMask) == RegularType;

    internal bool IsDirectory => (_mode & TypeMask) == DirectoryType;

    internal bool IsLink => (_mode & TypeMask) == LinkType;

    /// <summary>Reads macOS's <c>struct stat</c> with 64-bit inode numbers.</summary>
    internal static FileStatus OfMac(ReadOnlySpan<byte> encoded) => new(
        new FileIdentity(Field<uint>(encoded, 0), Field<ulong>(encoded, 8)),
        Field<ushort>(encoded, 4),
        Field<uint>(encoded, 16),
        Field<uint>(encoded, 20),
        Field<long>(encoded, 96));

    internal FileStatus With(uint owner, uint group) => this with { Owner = owner, Group = group };

    private static T Field<T>(ReadOnlySpan<byte> encoded, int offset)
        where T : unmanaged => MemoryMarshal.Read<T>(encoded[offset..]);
}
