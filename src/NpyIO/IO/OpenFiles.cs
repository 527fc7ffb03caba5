using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>The files that lazily open archives and mappings still read from. Writing into one of them could destroy the data being saved.</summary>
internal static class OpenFiles
{
    // An owner that is never disposed of counts until it is collected.
    private static readonly ConditionalWeakTable<object, object> Owners = [];

    internal static void Add(object owner, SafeFileHandle file)
    {
        if (FileIdentity.Of(file) is { } identity)
            Owners.AddOrUpdate(owner, identity);
    }

    internal static void Remove(object owner) => Owners.Remove(owner);

    internal static bool Contain(SafeFileHandle file) =>
        FileIdentity.Of(file) is { } identity && Owners.Any(owner => identity.Equals((FileIdentity)owner.Value));
}
