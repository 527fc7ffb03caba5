using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NpyIO.Arrays;

namespace NpyIO.IO;

/// <summary>A mapping on Linux. After <see cref="MappedMemory.Dispose"/> there are zeros at its addresses, so that a reader that comes too late does not end the process.</summary>
internal sealed class LinuxMappedMemory : MappedMemory
{
    private readonly nint _pages;
    private readonly long _pagesLength;

    // The offset of the first byte in its page.
    private readonly long _inPage;

    // Held only to be collected with this object.
    private ZeroPages? _zeros;

    private LinuxMappedMemory(nint pages, long inPage, long length, MapAccess access)
        : base(pages + (nint)inPage, length, access)
    {
        _pages = pages;
        _pagesLength = inPage + length;
        _inPage = inPage;
    }

    internal static LinuxMappedMemory Map(SafeFileHandle file, string? path, long offset, long length, MapAccess access)
    {
        long inPage = offset % Environment.SystemPageSize;
        (int protection, int flags) = access switch
        {
            MapAccess.Read => (Libc.CanRead, Libc.Shared),
            MapAccess.ReadWrite => (Libc.CanRead | Libc.CanWrite, Libc.Shared),
            // Without reserving memory: else the system would refuse a file that is larger than memory.
            _ => (Libc.CanRead | Libc.CanWrite, Libc.Private | Libc.NoReserve),
        };
        nint pages = Libc.Map(0, inPage + length, protection, flags, file, offset - inPage);
        if (pages == Libc.MapFailed && ZeroPages.FreeAbandoned())
            pages = Libc.Map(0, inPage + length, protection, flags, file, offset - inPage);
        if (pages == Libc.MapFailed)
            FileThrow.CannotMap(path, Marshal.GetLastPInvokeError());
        return new LinuxMappedMemory(pages, inPage, length, access);
    }

    internal override int Flush(long offset, long count)
    {
        (nint start, long length) = TouchedPages(offset, count);
        int error = Libc.Synchronize(start, (nuint)length, Libc.SynchronizeNow) == 0 ? 0 : Marshal.GetLastPInvokeError();
        GC.KeepAlive(this);
        return error;
    }

    internal override void Prefetch(long offset, long count)
    {
        (nint start, long length) = TouchedPages(offset, count);
        _ = Libc.Advise(start, (nuint)length, Libc.WillNeed);
        GC.KeepAlive(this);
    }

    internal override void Release(long offset, long count)
    {
        (long first, long end) = MemoryAdvice.WholePages(_pages + _inPage + offset, count, Environment.SystemPageSize);
        if (first < end)
            _ = Libc.Advise((nint)first, (nuint)(end - first), Libc.DoNotNeed);
        GC.KeepAlive(this);
    }

    private protected override void Close() => _zeros = new ZeroPages(_pages, _pagesLength, isWritable: !IsReadOnly);

    /// <summary>The addresses remain this object's after it has been disposed of: a call that comes too late meets the zeros.</summary>
    private (nint Start, long Length) TouchedPages(long offset, long count)
    {
        long first = _inPage + offset;
        long start = first / Environment.SystemPageSize * Environment.SystemPageSize;
        return (_pages + (nint)start, first + count - start);
    }
}

/// <summary>
/// Private zeros in the place of a mapping that has been disposed of. They take no memory unless somebody writes to them, only addresses. Because spans over the mapping keep nothing alive,
/// the addresses are freed only some time after the collection of this object.
/// </summary>
internal sealed class ZeroPages
{
    /// <summary>Maximum number of ranges that are kept after collection.</summary>
    private const int MaxAbandoned = 256;

    // In bytes; addresses are scarce in 32-bit processes only.
    private static readonly long MaxAbandonedLength = Environment.Is64BitProcess ? 1L << 40 : 0;

    private static readonly Lock Gate = new();
    private static readonly Queue<(nint Start, long Length)> Abandoned = [];
    private static long _abandonedLength;

    private readonly nint _start;
    private readonly long _length;

    /// <summary>Replaces the mapping in one call, so that no reader ever meets addresses without pages.</summary>
    internal ZeroPages(nint start, long length, bool isWritable)
    {
        _start = start;
        _length = length;
        const int Flags = Libc.Private | Libc.Fixed;
        // If the system counts even unreserved memory (vm.overcommit_memory = 2), it may refuse writable pages, and only a late writer needs them.
        if (!isWritable || Libc.Map(start, length, Libc.CanRead | Libc.CanWrite, Flags | Libc.Anonymous | Libc.NoReserve, Libc.NoFile, 0) == Libc.MapFailed)
            _ = Libc.Map(start, length, Libc.CanRead, Flags | Libc.Anonymous | Libc.NoReserve, Libc.NoFile, 0);
    }

    ~ZeroPages()
    {
        // What a late writer has written.
        _ = Libc.Advise(_start, (nuint)_length, Libc.DoNotNeed);
        lock (Gate)
        {
            Abandoned.Enqueue((_start, _length));
            _abandonedLength += _length;
            while (Abandoned.Count > MaxAbandoned || _abandonedLength > MaxAbandonedLength)
                FreeOldest();
        }
    }

    /// <summary>Returns whether there was anything to free.</summary>
    internal static bool FreeAbandoned()
    {
        lock (Gate)
        {
            bool isAny = Abandoned.Count > 0;
            while (Abandoned.Count > 0)
                FreeOldest();
            return isAny;
        }
    }

    private static void FreeOldest()
    {
        (nint start, long length) = Abandoned.Dequeue();
        _abandonedLength -= length;
        _ = Libc.Unmap(start, (nuint)length);
    }
}
