using System.Runtime.CompilerServices;
using NumSharp;
using Xunit;

namespace NpyIO.Tests.Adapters;

/// <summary>Shared memory lives as long as the last array over it, and no longer: NumSharp's that is borrowed, and an array's that is lent to NumSharp.</summary>
public sealed class LifetimeTests
{
    private const int Count = 100_000;

    [Fact]
    public void Borrowed_SourceDisposed_KeepsTheMemory()
    {
        NDArray source = np.arange(Count);
        NdArray<long> array = source.ToNdArray<long>();

        source.Dispose();
        Assert.False(source.Unsafe.Storage.InternalArray.IsReleased);
        using NDArray other = np.zeros(new Shape(Count), NPTypeCode.Int64); // would be given the memory, had it been freed

        Assert.Equal(Count - 1, array[Count - 1]);
    }

    [Fact]
    public void Borrowed_SourceCollected_KeepsTheMemory()
    {
        (NdArray<long> array, Func<bool> isReleased) = Borrow();

        CollectAll();
        using NDArray other = np.zeros(new Shape(Count), NPTypeCode.Int64);

        Assert.False(isReleased());
        Assert.Equal(Count - 1, array[Count - 1]);
        GC.KeepAlive(array);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (NdArray<long>, Func<bool>) Borrow()
        {
            NDArray source = np.arange(Count);
            return (source.ToNdArray<long>(), IsReleased(source));
        }
    }

    [Fact]
    public void Borrowed_ViewOfIt_KeepsTheMemory()
    {
        (NdArray row, Func<bool> isReleased) = Borrow();

        CollectAll();
        using NDArray other = np.zeros(new Shape(Count), NPTypeCode.Int64);

        Assert.False(isReleased());
        Assert.Equal(Count - 1, row.Get<long>(Count / 2 - 1));
        GC.KeepAlive(row);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (NdArray, Func<bool>) Borrow()
        {
            NDArray source = np.arange(Count).reshape(2, Count / 2);
            return (source.ToNdArray().At(1), IsReleased(source));
        }
    }

    [Fact]
    public void Borrowed_LastArrayCollected_FreesTheMemory()
    {
        (NDArray source, WeakReference array) = Borrow();

        CollectAll();

        Assert.False(array.IsAlive);
        Assert.True(source.Unsafe.Storage.InternalArray.IsReleased);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (NDArray, WeakReference) Borrow()
        {
            NDArray source = np.arange(Count);
            NdArray array = source.ToNdArray();
            source.Dispose();
            Assert.Equal(1, array.Get<long>(1));
            return (source, new WeakReference(array));
        }
    }

    [Fact]
    public void Borrowed_FromDisposed_IsRefused()
    {
        NDArray source = np.arange(3);
        source.Dispose();

        Assert.Throws<ObjectDisposedException>(() => source.ToNdArray());
    }

    [Fact]
    public void Lent_SourceCollected_KeepsTheMemory()
    {
        (NDArray array, WeakReference values) = Lend();

        CollectAll();
        _ = new long[Count];

        Assert.True(values.IsAlive);
        Assert.False(array.Unsafe.Storage.InternalArray.IsReleased);
        Assert.Equal(Count - 1, array.GetInt64(Count - 1));
        array.Dispose();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (NDArray, WeakReference) Lend()
        {
            var values = new long[Count];
            values[^1] = Count - 1;
            return (NdArray.FromArray(values).ToNDArray(), new WeakReference(values));
        }
    }

    [Fact]
    public void Lent_Disposed_ReleasesTheMemory()
    {
        WeakReference values = Lend();

        CollectAll();

        Assert.False(values.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Lend()
        {
            var values = new long[Count];
            NdArray.FromArray(values).ToNDArray().Dispose();
            return new WeakReference(values);
        }
    }

    [Fact]
    public void Lent_Collected_ReleasesTheMemory()
    {
        WeakReference values = Lend();

        CollectAll();

        Assert.False(values.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Lend()
        {
            var values = new long[Count];
            Leave(NdArray.FromArray(values).ToNDArray());
            return new WeakReference(values);
        }
    }

    [Fact]
    public void RoundTrip_ThereAndBack_IsTheSameMemory()
    {
        long[] values = [1, 2, 3];
        using NDArray there = NdArray.FromArray(values).ToNDArray();
        NdArray back = there.ToNdArray();
        using NDArray again = back.ToNDArray();

        again.SetInt64(42, 2);

        Assert.Equal([1, 2, 42], values);
    }

    /// <summary>Whether an array's memory has been freed; asking does not keep the array.</summary>
    private static Func<bool> IsReleased(NDArray array)
    {
        var memory = array.Unsafe.Storage.InternalArray;
        return () => memory.IsReleased;
    }

    /// <summary>Uses an array and neither keeps nor disposes it.</summary>
    private static void Leave(NDArray array) => Assert.Equal(Count, array.size);

    private static void CollectAll()
    {
        // Twice: what a finalizer releases can be collected only afterwards.
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        GC.Collect();
    }
}
