using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>Mapped arrays that are disposed of: too early, too late, never.</summary>
[Collection(nameof(Alone))]
public sealed class MappedDisposalTests
{
    public static TheoryData<MapAccess> Accesses => new(Enum.GetValues<MapAccess>());

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Dispose_ThenAnything_Throws(MapAccess access)
    {
        using var file = new TempFile(NpyBytes.Integers("(2, 3)", 6));
        MappedArray mapped = Npy.Map(file.Path, access);
        NdArray array = mapped.Array, other = NdArray.Create<int>(2, 3).ToNdArray();
        NdArray<int> typed = mapped.As<int>(), row = typed.At(1), others = NdArray.Create<int>(2, 3);
        NdArray<int>.Enumerator enumerator = typed.Transpose().GetEnumerator();
        Memory<int> memory = access == MapAccess.Read ? default : typed.AsMemory();
        ReadOnlyMemory<int> read = typed.AsReadOnlyMemory();
        NdArray[] rows = [.. array.Rows()];

        mapped.Dispose();
        mapped.Dispose();

        Action[] reads =
        [
            () => _ = mapped.Array, () => mapped.As<int>(), () => mapped.Verify(),
            () => mapped.Flush(), () => mapped.Flush(0), () => mapped.Prefetch(), () => mapped.Prefetch(0..1), () => mapped.Release(), () => mapped.Release(^1),
            () => array.Get<int>(0, 0), () => array.GetValue(0, 0), () => array.At(0, 0).GetItem(), () => array[1, 2].Get<int>(),
            () => _ = typed[0, 0], () => _ = typed[[1, 1]], () => _ = row[0], () => row.At(0).GetItem(), () => rows[1].Get<int>(0),
            () => array.ToBytes(), () => array.ToBytes(Order.Fortran), () => array.Copy(), () => array.CopyTo(new byte[24]), () => array.To<double>(), () => array.To(DType.Int64),
            () => array.ToArray<int>(), () => array.ToArray2D<int>(), () => array.ToJagged<int>(), () => array.ToTensor<int>(), () => _ = array.ToString(),
            () => array.Equals(other), () => other.Equals(array), () => array.Pin(), () => array.SharesMemory(other), () => array.Transpose().Reshape(6), () => array.View<float>().ToArray(),
            () => typed.ToArray(), () => typed.Copy(), () => typed.CopyTo(new int[6]), () => typed.AsReadOnlySpan(), () => typed.AsReadOnlyTensorSpan(), () => typed.GetRowSpan(1),
            () => _ = typed.ToString(), () => typed.Equals(others), () => typed.To<long>(Casting.Safe), () => typed.Transpose().ToArray2D(), () => _ = typed.Sum(), () => _ = typed.Flip().First(),
            () => enumerator.MoveNext(), () => _ = read.Span[0], () => read.Pin(), () => typed.BroadcastTo(2, 2, 3).ToArray(),
            () => others.CopyFrom(typed), () => other.CopyFrom(array), () => other[.., ..] = array,
            () => Npy.Save(array), () => Npy.Save(file.Path, array), () => Npy.Save(Stream.Null, typed), () => Npz.Save(("a", array)), () => Pickle.Save(array), () => Pickle.Save(mapped),
            () => Joblib.Save(array),
        ];
        Action[] writes =
        [
            () => array.Set(1, 0, 0), () => array.Fill(1), () => array.CopyFrom(other), () => array[0, ..] = other[1, ..],
            () => typed[0, 0] = 1, () => row[0] = 1, () => typed.Fill(1), () => typed.CopyFrom(others), () => typed.AsSpan(), () => typed.AsTensorSpan(), () => memory.Span[0] = 1,
        ];

        for (int i = 0; i < reads.Length; i++)
            AssertDisposed(reads[i], $"read {i}");
        for (int i = 0; i < writes.Length && access != MapAccess.Read; i++)
            AssertDisposed(writes[i], $"write {i}");

        // What the header says is still known.
        Assert.Equal([2, 3], mapped.Shape.ToArray());
        Assert.Equal(DType.Int32, mapped.DType);
        Assert.Equal(access, mapped.Access);
        Assert.Equal(NpyBytes.Integers("(2, 3)", 6), File.ReadAllBytes(file.Path));
    }

    [LinuxTheory]
    [MemberData(nameof(Accesses))]
    public void Dispose_MappedFile_IsGivenUpAtOnce(MapAccess access)
    {
        using var file = new TempFile(NpyBytes.Integers("(2, 3)", 6));
        MappedArray mapped = Npy.Map(file.Path, access);
        Assert.Contains(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);

        mapped.Dispose();

        Assert.DoesNotContain(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Dispose_WhileASpanIsRead_ReaderSeesValuesOrZeros()
    {
        const int Count = 100_000;
        using var file = new TempFile(NpyBytes.Of("'|u1'", $"({Count},)", Filled(Count)));
        for (int round = 0; round < 50; round++)
        {
            MappedArray mapped = Npy.Map(file.Path);
            using var started = new ManualResetEventSlim();
            bool hasOther = false, hasEnded = false;
            var reader = new Thread(() =>
            {
                ReadOnlySpan<byte> span = mapped.As<byte>().AsReadOnlySpan();
                started.Set();
                while (!hasEnded)
                {
                    hasEnded = Volatile.Read(ref MemoryMarshal.GetReference(span)) == 0;
                    hasOther |= span.ContainsAnyExcept((byte)7, (byte)0);
                }

                // Not one value is left once the first is gone.
                hasOther |= span.ContainsAnyExcept((byte)0);
            });
            reader.Start();
            started.Wait();

            mapped.Dispose();
            reader.Join();

            Assert.False(hasOther);
        }
    }

    [LinuxFact]
    public void Dispose_WhileASpanIsWritten_LosesWhatComesTooLate()
    {
        const int Count = 100_000;
        using var file = new TempFile(NpyBytes.Of("'|u1'", $"({Count},)", new byte[Count]));
        for (int round = 1; round <= 50; round++)
        {
            MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite);
            using var started = new ManualResetEventSlim();
            bool isDisposed = false;
            var writer = new Thread(() =>
            {
                Span<byte> span = mapped.As<byte>().AsSpan();
                span.Fill((byte)round);
                started.Set();
                while (!Volatile.Read(ref isDisposed))
                    span.Fill((byte)round);
                span.Fill(255);
            });
            writer.Start();
            started.Wait();

            mapped.Dispose();
            Volatile.Write(ref isDisposed, true);
            writer.Join();

            Assert.All(Npy.Load<byte>(file.Path), value => Assert.Equal(round, value));
        }
    }

    [LinuxFact]
    public void Dispose_WhileIndexersAreUsed_ReadersSeeValuesOrZerosOrThrow()
    {
        using var file = new TempFile(NpyBytes.Of("'|u1'", "(1000, 100)", Filled(100_000)));
        for (int round = 0; round < 20; round++)
        {
            MappedArray mapped = Npy.Map(file.Path);
            NdArray<byte> array = mapped.As<byte>();
            using var started = new CountdownEvent(3);
            Task[] readers =
            [
                Task.Run(() => Loop(() => Assert.Contains(array[500, 50], (byte[])[7, 0]))),
                Task.Run(() => Loop(() => Assert.Empty(array.ToArray().Except((byte[])[7, 0])))),
                Task.Run(() => Loop(() => Assert.Empty(array.Transpose().Except((byte[])[7, 0])))),
            ];
            started.Wait();

            mapped.Dispose();
            Task.WaitAll(readers);

            void Loop(Action read)
            {
                read();
                started.Signal();
                Exception? end = null;
                while (end is null)
                    end = Record.Exception(read);
                Assert.IsType<ObjectDisposedException>(end);
            }
        }
    }

    [LinuxFact]
    public void Span_KeptAfterDispose_ReadsZerosAndWritesNothing()
    {
        using var file = new TempFile(NpyBytes.Of("'|u1'", "(10000,)", Filled(10_000)));

        // Nothing but the spans is left of the arrays.
        ReadOnlySpan<byte> read = Disposed(file.Path, MapAccess.Read);
        Span<byte> written = Disposed(file.Path, MapAccess.ReadWrite), copied = Disposed(file.Path, MapAccess.CopyOnWrite);
        for (int i = 0; i < 3; i++)
        {
            Collect();

            Assert.Equal(-1, read.IndexOfAnyExcept((byte)0));
            Assert.Equal(-1, written.IndexOfAnyExcept((byte)0));
            written.Fill(1);
            copied.Fill(2);
            written.Clear();
        }

        Assert.All(Npy.Load<byte>(file.Path), value => Assert.Equal(7, value));
    }

    [LinuxFact]
    public void Dispose_ManyMaps_TheirAddressesAreFreedInTheEnd()
    {
        const long Length = 1L << 30;
        using var file = new TempFile();
        Npy.CreateMapped<byte>(file.Path, [Length]).Dispose();
        long before = PageMap.Status("VmSize");
        for (int i = 0; i < 2000; i++)
        {
            Touch(file.Path);
            if (i % 100 == 0)
                Collect();
        }

        Collect();

        // 2 TB were mapped, of which some hundred ranges are kept for spans.
        Assert.InRange(PageMap.Status("VmSize") - before, 0, 400 * Length);
    }

    [LinuxFact]
    public void Map_NeverDisposedOf_StaysMapped()
    {
        using var file = new TempFile(NpyBytes.Of("'|u1'", "(10000,)", Filled(10_000)));

        ReadOnlySpan<byte> span = SpanOf(Npy.Map(file.Path));
        Collect();

        Assert.Equal(-1, span.IndexOfAnyExcept((byte)7));
        Assert.Contains(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Dispose_EntryOfAnArchive_SpansReadZerosToo()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npz");
        Npz.Save(path, ("x", Filled(5000)));
        using NpzFile npz = Npz.Open(path);
        MappedArray mapped = npz["x"].Map();
        ReadOnlySpan<byte> span = mapped.As<byte>().AsReadOnlySpan();
        Assert.Equal(7, span[4999]);

        mapped.Dispose();

        Assert.Equal(-1, span.IndexOfAnyExcept((byte)0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<byte> Disposed(string path, MapAccess access)
    {
        using MappedArray mapped = Npy.Map(path, access);
        Span<byte> span = SpanOf(mapped);
        Assert.Equal(-1, span.IndexOfAnyExcept((byte)7));
        return span;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<byte> SpanOf(MappedArray mapped)
    {
        ReadOnlySpan<byte> span = mapped.As<byte>().AsReadOnlySpan();
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Touch(string path)
    {
        using MappedArray mapped = Npy.Map(path);
        Assert.Equal(0, mapped.As<byte>()[mapped.Array.Count - 1]);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static byte[] Filled(int count)
    {
        var values = new byte[count];
        values.AsSpan().Fill(7);
        return values;
    }

    private static void AssertDisposed(Action action, string name)
    {
        Exception? e = Record.Exception(action);
        Assert.True(e is ObjectDisposedException, $"{name}: {e?.ToString() ?? "nothing was thrown"}");
        Assert.Equal("MappedArray", ((ObjectDisposedException)e!).ObjectName.Split('.')[^1]);
    }
}
