using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Whatever fails, the file has the old rows or the new ones, and the next append works.</summary>
public sealed class AppendFaultTests
{
    private static readonly int[] Errors = [Errno.NoSpace, Errno.Quota, 5];

    public static TheoryData<string, FlushMode, int> Ways()
    {
        var data = new TheoryData<string, FlushMode, int>();
        foreach (string way in (string[])["append", "create", "rewrite", "rows", "checkpoints", "new rows", "new checkpoints"])
        {
            foreach (FlushMode flush in Enum.GetValues<FlushMode>())
            {
                foreach (int error in Errors)
                    data.Add(way, flush, error);
            }
        }

        return data;
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Append_AnyCallFails_OldOrNewRows(string way, FlushMode flush, int error)
    {
        var failed = new HashSet<string>();
        for (int call = 0; ; call++)
        {
            using var folder = new TempFolder();
            string path = folder.PathOf("a.npy");
            bool isNew = way is "create" or "new rows" or "new checkpoints";
            if (!isNew)
                File.WriteAllBytes(path, way == "rewrite" ? [.. NpyBytes.Header(1, "{'descr': '<i8', 'fortran_order': False, 'shape': (9,), }\n"), .. new byte[72]] : Npy.Save(new long[9]));
            int before = isNew ? 0 : 9;
            using var faults = new FaultyCalls(call, error);
            faults.Use();
            Exception? thrown = Record.Exception(() => Run(way, path, flush));
            faults.Dispose();

            int rows = File.Exists(path) ? Npy.Load<long>(path).ToArray().Length : 0;
            int[] allowed = way.EndsWith("checkpoints", StringComparison.Ordinal) ? [before, before + 100, before + 200] : [before, before + 200];
            Assert.Contains(rows, thrown is null ? allowed[^1..] : allowed);
            Assert.True(folder.Names is [] or ["a.npy"], string.Join(", ", folder.Names));
            if (faults.Failed is null)
                break;
            failed.Add($"{faults.Failed} {(thrown is null ? "goes on" : "stops")}");
            if (thrown is not null)
            {
                Assert.True(thrown is IOException or UnauthorizedAccessException, $"{faults.Failed}: {thrown}");
                Assert.Contains($"'{path}'", thrown.Message, StringComparison.Ordinal);
            }

            Npy.Append(path, new long[5]);
            Assert.Equal(rows + 5, Npy.Load<long>(path).Count);
            ArrayAssert.IsWholeFile(path);
        }

        if (error != Errno.NoSpace)
            Assert.Contains("write stops", failed);
        if (flush == FlushMode.Disk)
            Assert.Contains("fsync stops", failed);
    }

    /// <summary>Both the header and its old bytes cannot be written: the mark stays, and the next append cuts what the header does not count.</summary>
    [LinuxFact]
    public void Append_HeaderAndRestoringFail_NextAppendWorks()
    {
        using var file = new TempFile();
        Npy.Save(file.Path, new long[9]);
        using (var calls = new FailingFrom(1))
        {
            calls.Use();
            Assert.Throws<IOException>(() => Npy.Append(file.Path, new long[5]));
        }

        Assert.Equal(9, Npy.Load<long>(file.Path).Count);
        Assert.Equal(128 + 14 * sizeof(long), new FileInfo(file.Path).Length);
        Npy.Append(file.Path, new long[5]);
        Assert.Equal(14, Npy.Load<long>(file.Path).Count);
        ArrayAssert.IsWholeFile(file.Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AppendAsync_Cancelled_KeepsTheOldRows(bool existing)
    {
        using var file = new TempFile(existing ? Npy.Save(new long[9]) : null);
        using IDisposable lowered = ArrayWriter.PieceLength.Lower(64);
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Npy.AppendAsync(file.Path, new long[1000], new NpyAppendOptions { Progress = progress }, source.Token));

        Assert.Single(progress.Reports);
        if (existing)
            Assert.Equal(Npy.Save(new long[9]), await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(existing ? ["a.npy"] : [], file.Names);
    }

    [Fact]
    public void Append_Progress_CountsBytesOfTheRows()
    {
        using var file = new TempFile();
        using IDisposable lowered = ArrayWriter.PieceLength.Lower(64);
        foreach (long[] expected in (long[][])[[64, 80], [64, 80]])
        {
            var progress = new Recorder();
            Npy.Append(file.Path, new long[10], new NpyAppendOptions { Progress = progress });
            Assert.Equal(expected, progress.Reports);
        }
    }

    /// <summary>Rows that are written one call after the other: their bytes, without the header.</summary>
    [Theory]
    [InlineData("new")]
    [InlineData("existing")]
    [InlineData("in place")]
    public async Task CreateRows_Progress_CountsBytesOfTheRows(string kind)
    {
        using var file = new TempFile();
        if (kind == "existing")
            Npy.Save(file.Path, new long[2]);
        else
            File.Delete(file.Path);
        var progress = new Recorder();
        var options = new NpyWriteOptions { Progress = progress, Atomic = kind != "in place" };
        using RowWriter<long> rows = kind switch
        {
            "existing" => Npy.AppendRows<long>(file.Path, [], new NpyAppendOptions { Progress = progress }),
            _ => Npy.CreateRows<long>(file.Path, [], options),
        };

        rows.Write(new long[3]);
        rows.Checkpoint();
        await rows.WriteAsync(new long[4]);
        rows.Complete();

        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Equal(24, progress.Reports[0]);
        Assert.Equal(56, progress.Reports[^1]);
    }

    /// <summary>On systems other than Linux: no marks, and no lock but the sharing mode.</summary>
    [Fact]
    public void Append_OnAnotherSystem_Works()
    {
        using var calls = new LesserCalls("portable");
        calls.Use();
        using var file = new TempFile();
        for (int i = 0; i < 12; i++)
            Npy.Append(file.Path, new[] { i });
        using (RowWriter<int> rows = Npy.CreateRows<int>(file.Path + "2", []))
        {
            rows.Write([1]);
            rows.Checkpoint();
            rows.Write([2]);
            rows.Checkpoint();
            rows.Write([3]);
        }

        Assert.Equal(Enumerable.Range(0, 12), Npy.Load<int>(file.Path));
        Assert.Equal([1, 2], Npy.Load<int>(file.Path + "2"));
        Assert.Equal(["a.npy", "a.npy2"], file.Names.Order());
    }

    private static void Run(string way, string path, FlushMode flush)
    {
        var options = new NpyAppendOptions { Flush = flush, Wait = TimeSpan.Zero };
        if (way is "append" or "create" or "rewrite")
        {
            Npy.Append(path, new long[200], options);
            return;
        }

        using RowWriter<long> rows = way is "new rows" or "new checkpoints" ? Npy.CreateRows<long>(path, [], new NpyWriteOptions { Flush = flush }) : Npy.Append<long>(path, options);
        rows.Write(new long[100]);
        if (way is "checkpoints" or "new checkpoints")
            rows.Checkpoint();
        rows.Write(new long[100]);
        rows.Complete();
    }

    private sealed class FailingFrom(int first) : FaultyCalls
    {
        private int _writes;

        internal override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
        {
            if (_writes++ >= first)
                throw new IOException("It is full", 5);
            base.Write(file, bytes, offset);
        }
    }
}
