using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Appenders exclude each other, and readers never meet their lock.</summary>
public sealed class AppendLockTests
{
    private static readonly NpyAppendOptions Impatient = new() { Wait = TimeSpan.Zero };

    [LinuxFact]
    public async Task Append_WhileAWriterIsOpen_WaitsInVain()
    {
        using var file = new TempFile(Npy.Save(new[] { 0, 1 }));
        using (RowWriter<int> rows = Npy.Append<int>(file.Path))
        {
            string message = $"Another writer is appending to '{file.Path}', or has opened it exclusively, and has not finished within 0 s (NpyAppendOptions.Wait).";
            Assert.Equal(message, Assert.Throws<IOException>(() => Npy.Append(file.Path, new[] { 5 }, Impatient)).Message);
            Assert.Equal(message, Assert.Throws<IOException>(() => Npy.Append<int>(file.Path, Impatient)).Message);
            Assert.Equal(message, Assert.Throws<IOException>(() => Npy.Repair(file.Path, Impatient)).Message);
            using var source = new CancellationTokenSource();
            Task waiting = Npy.AppendAsync(file.Path, new[] { 5 }, new NpyAppendOptions { Wait = Timeout.InfiniteTimeSpan }, source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

            // Readers do not notice.
            Assert.Equal((int[])[0, 1], Npy.Load<int>(file.Path).ToArray());
            Assert.Equal((int[])[0, 1], (await Npy.LoadAsync(file.Path)).ToArray<int>());
            Assert.Equal(136, (await File.ReadAllBytesAsync(file.Path)).Length);
            rows.Write([2]);
            rows.Complete();
        }

        Npy.Append(file.Path, new[] { 3 }, Impatient);
        Assert.Equal((int[])[0, 1, 2, 3], Npy.Load<int>(file.Path).ToArray());
    }

    [LinuxFact]
    public async Task Append_WhileAWriterIsOpen_ContinuesWhenItIsDone()
    {
        using var file = new TempFile(Npy.Save(new[] { 0, 1 }));
        RowWriter<int> rows = Npy.Append<int>(file.Path);
        Task waiting = Npy.AppendAsync(file.Path, new[] { 3 });
        rows.Write([2]);
        rows.Complete();
        rows.Dispose();
        await waiting;
        Assert.Equal((int[])[0, 1, 2, 3], Npy.Load<int>(file.Path).ToArray());
    }

    [Fact]
    public async Task Append_ManyAtOnce_LosesNone()
    {
        const int Tasks = 4;
        const int Times = 50;
        using var file = new TempFile();
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < Times; i++)
                await Npy.AppendAsync(file.Path, new[] { task * Times + i }, new NpyAppendOptions { Wait = TimeSpan.FromMinutes(5) });
        })));

        Assert.Equal(Enumerable.Range(0, Tasks * Times), Npy.Load<int>(file.Path).Order());
        ArrayAssert.IsWholeFile(file.Path);
    }

    /// <summary>A file without room in its header is replaced; whoever waited for the old one appends to the new.</summary>
    [Fact]
    public async Task Append_WhileAnotherReplacesTheFile_GoesToTheNewOne()
    {
        using var file = new TempFile([.. NpyBytes.Header(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (9,), }\n"), .. new byte[36]]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(task => Npy.AppendAsync(file.Path, new[] { task }, new NpyAppendOptions { Wait = TimeSpan.FromMinutes(5) })));
        Assert.Equal(13, Npy.Load<int>(file.Path).Count);
    }
}
