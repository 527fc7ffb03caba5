using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

public sealed class NpzRowWriterTests
{
    [Theory]
    [InlineData(NpzCompression.None, 0)]
    [InlineData(NpzCompression.None, 5)]
    [InlineData(NpzCompression.None, 200_000)]
    [InlineData(NpzCompression.Optimal, 0)]
    [InlineData(NpzCompression.Optimal, 5)]
    [InlineData(NpzCompression.Optimal, 200_000)]
    [InlineData(NpzCompression.Optimal, 1_200_000)]
    public async Task AddRows_AnyNumber_IsTheArrayOfThem(NpzCompression compression, int rows)
    {
        NdArray array = new(DType.Parse("<f4"), [rows, 3L], NpzSamples.Mantissas(rows * 3 / 2 + 1).ToBytes());
        float[] elements = array.ToArray<float>();
        using var file = new TempFile();
        NpzWriteOptions options = new() { Compression = compression };
        MemoryStream stream = new();

        using (NpzWriter writer = Npz.Create(file.Path, options))
        {
            writer.Add("before", new[] { 1 });
            using (RowWriter<float> entry = writer.AddRows<float>("x", [3]))
            {
                for (int at = 0; at < elements.Length; at += 99_999)
                    entry.Write(elements.AsSpan(at, Math.Min(99_999, elements.Length - at)));
                Assert.Equal((rows, 3), (entry.RowCount, entry.RowLength));
                entry.Complete();
            }

            writer.Add("after", new[] { 1 });
            writer.Complete();
        }

        await using (NpzWriter writer = Npz.Create(stream, options, leaveOpen: true))
        {
            writer.Add("before", new[] { 1 });
            await using (RowWriter<float> entry = writer.AddRows<float>("x", [3]))
            {
                await entry.WriteAsync(elements);
                await entry.CompleteAsync();
            }

            writer.Add("after", new[] { 1 });
            await writer.CompleteAsync();
        }

        byte[] archive = await File.ReadAllBytesAsync(file.Path);
        Assert.True(archive.AsSpan().SequenceEqual(stream.ToArray()));
        Assert.True(Npy.Save(array).AsSpan().SequenceEqual(new WrittenZip(archive).Contents()["x.npy"]));
        Assert.Empty(Npz.Open(archive).Verify());
        if (compression == NpzCompression.None)
            Assert.True(Npz.Save(("before", new[] { 1 }), ("x", array), ("after", new[] { 1 })).AsSpan().SequenceEqual(archive));
    }

    [Fact]
    public void AddRows_OfOneElement_IsAnArrayOfOneAxis()
    {
        MemoryStream stream = new();
        using NpzWriter writer = Npz.Create(stream);
        using (RowWriter<Half> rows = writer.AddRows<Half>("x", []))
        {
            rows.Write([(Half)1]);
            rows.Write([]);
            rows.Write([(Half)2, (Half)3]);
            rows.Complete();
        }

        writer.Complete();
        NdArray x = Npz.Load(stream.ToArray())["x"];
        Assert.Equal([3L], x.Shape.ToArray());
        Assert.Equal([(Half)1, (Half)2, (Half)3], x.ToArray<Half>());
    }

    [Fact]
    public void Write_NoWholeRows_IsRefusedAndChangesNothing()
    {
        MemoryStream stream = new();
        using NpzWriter writer = Npz.Create(stream);
        using (RowWriter<int> rows = writer.AddRows<int>("x", [2, 3]))
        {
            rows.Write([1, 2, 3, 4, 5, 6]);
            Assert.Equal("7 elements are not a whole number of rows of 6.", Assert.Throws<ArgumentException>(() => rows.Write(new int[7])).Message);
            rows.Complete();
        }

        writer.Complete();
        Assert.Equal([1L, 2, 3], Npz.Load(stream.ToArray())["x"].Shape.ToArray());
    }

    [Fact]
    public void AddRows_ToAStreamThatCannotSeek_IsRefused()
    {
        using NpzWriter writer = Npz.Create(new ForwardStream());
        Assert.Equal(
            "The header before the rows says their number, which only the end tells; so the archive must go to a path or to a stream that can seek.",
            Assert.Throws<InvalidOperationException>(() => writer.AddRows<int>("x", [])).Message);
        writer.Add("x", new[] { 1 });
        writer.Complete();
    }

    [LinuxFact]
    public void AddRows_ToADevice_IsRefusedAndOtherEntriesAreNot()
    {
        using NpzWriter writer = Npz.Create("/dev/null");
        Assert.StartsWith("The header before the rows", Assert.Throws<InvalidOperationException>(() => writer.AddRows<int>("x", [])).Message, StringComparison.Ordinal);
        writer.Add("x", new[] { 1 });
        using (Stream raw = writer.OpenRaw("y"))
            raw.WriteByte(1);
        writer.Complete();
    }

    [Fact]
    public void AddRows_WhatCannotBe_IsRefused()
    {
        using NpzWriter writer = Npz.Create(new MemoryStream());
        Assert.Equal("Rows of shape (2, 0) have no elements, so they cannot be counted.", Assert.Throws<ArgumentException>(() => writer.AddRows<int>("x", [2, 0])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.AddRows<int>("x", [-1]));
        Assert.Throws<ArgumentException>(() => writer.AddRows<int>("x", new long[64]));
        Assert.Equal("There is no NumPy dtype for Guid; View<Guid>() sees the elements of an array as structs, such as (n, 3) floats as (n,) of Vector3.", Assert.Throws<InvalidCastException>(() => writer.AddRows<Guid>("x", [])).Message);
        Assert.Throws<InvalidCastException>(() => writer.AddRows<string>("x", []));
        writer.Add("x", new[] { 1 });
        writer.Complete();
    }

    [Fact]
    public void Dispose_BeforeComplete_KeepsTheArchiveFromBeingCompleted()
    {
        using var file = new TempFile([1, 2, 3]);
        using (NpzWriter writer = Npz.Create(file.Path))
        {
            using (RowWriter<int> rows = writer.AddRows<int>("r", [2]))
                rows.Write([1, 2]);
            Assert.Equal(
                "Writing an entry has failed, was cancelled or was abandoned before it was complete, so the archive cannot be completed.",
                Assert.Throws<InvalidOperationException>(writer.Complete).Message);
        }

        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void Write_AfterTheEnd_IsRefused()
    {
        using NpzWriter writer = Npz.Create(new MemoryStream());
        RowWriter<int> rows = writer.AddRows<int>("x", []);
        rows.Complete();
        rows.Dispose();

        const string Ended = "The entry has been ended; nothing can be added to it any more.";
        Assert.Equal(Ended, Assert.Throws<InvalidOperationException>(() => rows.Write([1])).Message);
        Assert.Equal(Ended, Assert.Throws<InvalidOperationException>(rows.Complete).Message);

        using RowWriter<int> next = writer.AddRows<int>("y", []);
        Assert.Equal(Ended, Assert.Throws<InvalidOperationException>(() => rows.Write([1])).Message);
    }

    [Fact]
    public async Task WriteAsync_Cancelled_FailsTheArchive()
    {
        await using NpzWriter writer = Npz.Create(new MemoryStream());
        RowWriter<int> rows = writer.AddRows<int>("x", []);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows.WriteAsync(new int[5], new CancellationToken(canceled: true)));

        await rows.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync());
    }

    [Theory]
    [InlineData(NpzCompression.None)]
    [InlineData(NpzCompression.Optimal)]
    public async Task WriteAsync_NoWholeRows_IsRefusedAndChangesNothing(NpzCompression compression)
    {
        MemoryStream stream = new();
        await using NpzWriter writer = Npz.Create(stream);
        await using (RowWriter<int> rows = writer.AddRows<int>("x", [2, 3], compression))
        {
            await rows.WriteAsync(new[] { 1, 2, 3, 4, 5, 6 });
            Assert.Equal("5 elements are not a whole number of rows of 6.", (await Assert.ThrowsAsync<ArgumentException>(() => rows.WriteAsync(new int[5]))).Message);
            Assert.Equal((1, 6), (rows.RowCount, rows.RowLength));
            await rows.WriteAsync(default);
            await rows.WriteAsync(new int[12]);
            Assert.Equal(3, rows.RowCount);
            await rows.CompleteAsync();
        }

        await writer.CompleteAsync();
        NdArray x = Npz.Load(stream.ToArray())["x"];
        Assert.Equal([3L, 2, 3], x.Shape.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6, .. new int[12]], x.ToArray<int>());
    }

    [Fact]
    public async Task WriteAsync_AfterTheEnd_IsRefused()
    {
        await using NpzWriter writer = Npz.Create(new MemoryStream());
        RowWriter<int> rows = writer.AddRows<int>("x", []);
        Assert.Equal(1, rows.RowLength);
        await rows.CompleteAsync();

        const string Ended = "The entry has been ended; nothing can be added to it any more.";
        await using RowWriter<int> next = writer.AddRows<int>("y", []);
        Assert.Equal(Ended, (await Assert.ThrowsAsync<InvalidOperationException>(() => rows.WriteAsync(new int[1]))).Message);
        Assert.Equal(Ended, (await Assert.ThrowsAsync<InvalidOperationException>(() => rows.CompleteAsync())).Message);

        // What has ended does not end what came after it.
        await rows.DisposeAsync();
        await next.WriteAsync(new[] { 1 });
        await next.CompleteAsync();
        await writer.CompleteAsync();
    }

    [Fact]
    public async Task CompleteAsync_Cancelled_FailsTheArchive()
    {
        await using NpzWriter writer = Npz.Create(new MemoryStream());
        await using RowWriter<int> rows = writer.AddRows<int>("x", []);
        await rows.WriteAsync(new int[5]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rows.CompleteAsync(new CancellationToken(canceled: true)));

        Assert.StartsWith("Writing an entry has failed", (await Assert.ThrowsAsync<InvalidOperationException>(() => rows.CompleteAsync())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync());
    }

    [Fact]
    public async Task Write_WriterDisposedOf_IsRefused()
    {
        NpzWriter writer = Npz.Create(new MemoryStream());
        RowWriter<int> rows = writer.AddRows<int>("x", []);
        writer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => rows.Write([1]));
        Assert.Throws<ObjectDisposedException>(rows.Complete);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rows.WriteAsync(new int[1]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rows.CompleteAsync());
        rows.Dispose();
    }
}
