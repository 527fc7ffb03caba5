using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;

namespace NpyIO;

// The errors of writing archives.
internal static partial class Throw
{
    /// <summary>Throws for a name that no member can have.</summary>
    [DoesNotReturn]
    internal static void BadMemberName(string name) =>
        throw new ArgumentException(name.Length == 0 ? "A member needs a name." : $"The name {PythonText.Quote(name)} holds a NUL, at which ZIP programs would cut it off.", nameof(name));

    /// <summary>Throws for a name that UTF-8 cannot write.</summary>
    [DoesNotReturn]
    internal static void MemberNameNotUnicode(string name) =>
        throw new ArgumentException($"The name {PythonText.Quote(name)} holds half a surrogate pair, which UTF-8 cannot write.", nameof(name));

    /// <summary>Throws for a name that is too long.</summary>
    /// <param name="name">The name.</param>
    /// <param name="length">Its length in UTF-8, in bytes.</param>
    [DoesNotReturn]
    internal static void MemberNameTooLong(string name, int length) =>
        throw new ArgumentException($"The name beginning with {PythonText.Quote(name[..32])} takes {length} bytes; a ZIP archive has room for {ushort.MaxValue}.", nameof(name));

    /// <summary>Throws for a second member of the same name.</summary>
    [DoesNotReturn]
    internal static void DuplicateMember(string name) =>
        throw new ArgumentException($"There is a member {PythonText.Quote(name)} already.", nameof(name));

    /// <summary>Throws for a compression that is none.</summary>
    [DoesNotReturn]
    internal static void NoSuchCompression(NpzCompression compression, string parameter) =>
        throw new ArgumentException($"There is no compression {(int)compression}.", parameter);

    /// <summary>Throws for an alignment that is none.</summary>
    [DoesNotReturn]
    internal static void BadAlignment(int alignment, int most, string parameter) =>
        throw new ArgumentException($"The alignment {alignment} is no power of two up to {most}, nor 0 for none.", parameter);

    /// <summary>Throws for a number of threads below 0.</summary>
    [DoesNotReturn]
    internal static void NegativeThreads(int threads, string parameter) =>
        throw new ArgumentException($"MaxThreads is {threads}; it must not be negative.", parameter);

    /// <summary>Throws for an item without an array.</summary>
    [DoesNotReturn]
    internal static void ItemWithoutArray(string name, string parameter) =>
        throw new ArgumentException($"The array of {PythonText.Quote(name)} is null.", parameter);

    /// <summary>Throws for a writer that has been completed.</summary>
    [DoesNotReturn]
    internal static void ArchiveComplete() =>
        throw new InvalidOperationException("The archive is complete; nothing can be added any more.");

    /// <summary>Throws for a writer that has failed.</summary>
    [DoesNotReturn]
    internal static void ArchiveFailed() =>
        throw new InvalidOperationException("Writing a member has failed, was cancelled or was given up before it was complete, so that the archive cannot be completed.");

    /// <summary>Throws for a writer whose last member is still being written.</summary>
    [DoesNotReturn]
    internal static void MemberOpen(string name) =>
        throw new InvalidOperationException($"The member {PythonText.Quote(name)} is still being written; dispose what writes it first.");

    /// <summary>Throws for a member that has ended.</summary>
    [DoesNotReturn]
    internal static void MemberEnded() =>
        throw new InvalidOperationException("The member has been ended; nothing can be added to it any more.");

    /// <summary>Throws for rows into an output that cannot seek.</summary>
    [DoesNotReturn]
    internal static void RowsNeedSeeking() =>
        throw new InvalidOperationException("The header before the rows says their number, which only the end tells; so the archive must go to a path or to a stream that can seek.");

    /// <summary>Throws for rows without elements.</summary>
    [DoesNotReturn]
    internal static void RowsWithoutElements(ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"Rows of shape {PythonText.Shape(shape)} have no elements, so that they cannot be counted.");

    /// <summary>Throws for elements that are no whole rows.</summary>
    [DoesNotReturn]
    internal static void NoWholeRows(long count, long rowLength) =>
        throw new ArgumentException($"{count} elements are no whole number of rows of {rowLength}.");

    /// <summary>Throws for an update that has been completed.</summary>
    [DoesNotReturn]
    internal static void UpdateComplete() =>
        throw new InvalidOperationException("The update is complete; open the archive again to change it further.");
}
