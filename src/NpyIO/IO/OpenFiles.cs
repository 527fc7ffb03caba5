using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// The files from which data are yet to be read: lazily open archives and mappings. To write into one of them would destroy what may be the very data that are saved.
/// </summary>
internal static class OpenFiles
{
    // An owner that nobody disposed of counts until the collector takes it.
    private static readonly ConditionalWeakTable<object, object> Owners = [];

    /// <summary>Remembers that an owner reads from a file, until <see cref="Remove"/>.</summary>
    internal static void Add(object owner, SafeFileHandle file)
    {
        if (FileIdentity.Of(file) is { } identity)
            Owners.AddOrUpdate(owner, identity);
    }

    /// <summary>Forgets an owner.</summary>
    internal static void Remove(object owner) => Owners.Remove(owner);

    /// <summary>Whether anybody reads from the file, by whatever path it was opened.</summary>
    internal static bool Contain(SafeFileHandle file) =>
        FileIdentity.Of(file) is { } identity && Owners.Any(owner => identity.Equals((FileIdentity)owner.Value));
}
