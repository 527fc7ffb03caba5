using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NpyIO.Tests.Support;

/// <summary>POSIX access lists as extended attributes: <c>struct posix_acl_xattr_header</c>.</summary>
internal static partial class AccessList
{
    /// <summary>A list with one named user.</summary>
    internal static byte[] Of(int user, (uint Id, int Permissions) named, int group, int mask, int others) =>
        [2, 0, 0, 0, .. Entry(1, user), .. Entry(2, named.Permissions, named.Id), .. Entry(4, group), .. Entry(0x10, mask), .. Entry(0x20, others)];

    /// <summary>Sets a list; false if the file system has none.</summary>
    internal static bool TrySet(string path, string name, byte[] list) => SetAttribute(path, name, list, (nuint)list.Length, 0) == 0;

    /// <summary>A file's list, or null if it has none.</summary>
    internal static byte[]? Get(string path, string name)
    {
        byte[] list = new byte[1024];
        nint length = GetAttribute(path, name, list, (nuint)list.Length);
        return length < 0 ? null : list[..(int)length];
    }

    private static byte[] Entry(ushort tag, int permissions, uint id = uint.MaxValue)
    {
        byte[] entry = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(entry, tag);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(2), (ushort)permissions);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(4), id);
        return entry;
    }

    [LibraryImport("libc", EntryPoint = "setxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(string path, string name, byte[] value, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "getxattr", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetAttribute(string path, string name, byte[] value, nuint length);
}
