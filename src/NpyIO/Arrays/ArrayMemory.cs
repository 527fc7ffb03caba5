using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Arrays;

/// <summary>The bytes of an array: garbage-collected memory, a caller's buffer or a mapped file. Can be longer than a span, so access is by reference.</summary>
internal abstract partial class ArrayMemory
{
    /// <summary>The first byte. A reference into unmanaged memory does not keep this object alive: callers must end with <see cref="GC.KeepAlive"/>.</summary>
    internal abstract ref byte Origin { get; }

    /// <summary>In bytes.</summary>
    internal abstract long Length { get; }

    internal abstract bool IsReadOnly { get; }

    /// <summary>The managed array whose elements are exactly these bytes, or null for other memory.</summary>
    internal virtual Array? Array => null;

    /// <summary>Whether the elements are C# structs of records, whose padding holds whatever was in memory before.</summary>
    internal virtual bool HasLoosePadding => Array?.GetType().GetElementType() is { } type && typeof(INpyRecord).IsAssignableFrom(type);

    internal virtual object Owner => (object?)Array ?? this;

    /// <summary>Keeps the memory in place until the result is disposed of. This implementation is for memory that never moves.</summary>
    internal virtual unsafe MemoryHandle Pin() => new(Unsafe.AsPointer(ref Origin));

    /// <summary>The caller has checked the offset; one past the end is allowed for comparisons.</summary>
    internal ref byte At(long offset) => ref Unsafe.AddByteOffset(ref Origin, (nint)offset);

    internal ArrayMemory WithHugePages()
    {
        MemoryAdvice.UseHugePages(ref Origin, Length);
        return this;
    }

    /// <summary>Returns the pages to the system before the garbage collector frees them. Only for managed memory without references that nobody uses any more.</summary>
    internal void ReleasePages() => MemoryAdvice.Release(ref Origin, Length);
}

/// <summary>Advises Linux about large memory: madvise(2). Failures are ignored; on other systems nothing happens.</summary>
internal static partial class MemoryAdvice
{
    /// <summary>Minimum length, in bytes. Shorter memory is mostly warm already, and the call costs more than it saves.</summary>
    internal static readonly Threshold Least = new(4L << 20);

    private const int DontNeed = 4;
    private const int HugePage = 14;

    /// <summary>For fresh memory: page faults on 4 KiB pages take longer than reading the data. NumPy does the same.</summary>
    internal static void UseHugePages(ref byte origin, long length) => Advise(ref origin, length, HugePage);

    /// <summary>The content is lost; it must not hold references.</summary>
    internal static void Release(ref byte origin, long length) => Advise(ref origin, length, DontNeed);

    private static unsafe void Advise(ref byte origin, long length, int advice)
    {
        if (length < Least || !OperatingSystem.IsLinux())
            return;
        // Pinned only during the call: if the GC moves fresh memory afterwards, only the advice is lost.
        fixed (byte* start = &origin)
        {
            (long first, long end) = WholePages((long)start, length, Environment.SystemPageSize);
            if (first < end)
                _ = MAdvise((nint)first, (nuint)(end - first), advice);
        }
    }

    /// <summary>The rest of the first and last page may belong to other objects.</summary>
    internal static (long First, long End) WholePages(long start, long length, int pageSize) => ((start + pageSize - 1) & -pageSize, (start + length) & -pageSize);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MAdvise(nint address, nuint length, int advice);
}
