using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>The files that lazily open archives and mappings still read from. Writing into one of them could destroy the data being saved.</summary>
internal static class OpenFiles
{
    // An owner that is never disposed of counts until it is collected.
    private static readonly ConditionalWeakTable<object, object> Owners = [];

    /// <summary>Registers that an owner reads from a file, until <see cref="Remove"/>.</summary>
    internal static void Add(object owner, SafeFileHandle file)
    {
        if (FileIdentity.Of(file) is { } identity)
            Owners.AddOrUpdate(owner, identity);
    }

    internal static void Remove(object owner) => Owners.Remove(owner);

    /// <summary>Returns whether any owner reads from the file, whatever path it was opened by.</summary>
    internal static bool Contain(SafeFileHandle file) =>
        FileIdentity.Of(file) is { } identity && Owners.Any(owner => identity.Equals((FileIdentity)owner.Value));
}
