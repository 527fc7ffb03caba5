using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Every form of appending, for every rank and order, with room in the header or without: the file holds its old elements and then the new ones, in its own order.</summary>
public sealed class AppendFormsTests
{
    /// <summary>How rows get to the end of a file: given its path, and the rows as an array, whose elements in the file's order count on.</summary>
    private static readonly Dictionary<string, Func<string, NdArray<int>, int[], Task>> Forms = new()
    {
        ["T[]"] = static (path, _, flat) => Done(() => Npy.Append(path, flat)),
        ["span"] = static (path, _, flat) => Done(() => Npy.Append(path, (ReadOnlySpan<int>)flat)),
        ["NdArray"] = static (path, rows, _) => Done(() => Npy.Append(path, rows.ToNdArray())),
        ["NdArray<T>"] = static (path, rows, _) => Done(() => Npy.Append(path, rows)),
        ["blocks"] = static (path, rows, _) => Done(() => Npy.Append(path, (IEnumerable<NdArray>)[rows.ToNdArray()])),
        ["blocks of T"] = static (path, rows, _) => Done(() => Npy.Append(path, (IEnumerable<NdArray<int>>)[rows])),
        ["T[] async"] = static (path, _, flat) => Npy.AppendAsync(path, flat),
        ["memory async"] = static (path, _, flat) => Npy.AppendAsync(path, (ReadOnlyMemory<int>)flat),
        ["NdArray async"] = static (path, rows, _) => Npy.AppendAsync(path, rows.ToNdArray()),
        ["NdArray<T> async"] = static (path, rows, _) => Npy.AppendAsync(path, rows),
        ["blocks async"] = static (path, rows, _) => Npy.AppendAsync(path, (IEnumerable<NdArray>)[rows.ToNdArray()]),
        ["blocks of T async"] = static (path, rows, _) => Npy.AppendAsync(path, (IEnumerable<NdArray<int>>)[rows]),
        ["writer of spans"] = static (path, _, flat) => Writer(path, writer => Done(() => writer.Write(flat))),
        ["writer of memory"] = static (path, _, flat) => Writer(path, writer => writer.WriteAsync(flat)),
        ["writer of arrays"] = static (path, rows, _) => Writer(path, writer => Done(() => writer.Write(rows))),
    };

    public static TheoryData<string, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, bool>();
            foreach (string form in Forms.Keys)
            {
                foreach (bool fortran in (bool[])[false, true])
                {
                    foreach (bool hasRoom in (bool[])[false, true])
                        cases.Add(form, fortran, hasRoom);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Append_EveryRank_IsTheConcatenation(string form, bool fortran, bool hasRoom)
    {
        foreach (long[] row in (long[][])[[], [2], [1], [2, 3], [3, 1], [2, 2], [2, 3, 2], [1, 2, 3]])
        {
            foreach ((int before, int count) in ((int, int)[])[(1, 1), (4, 6), (9, 1), (4, 200)])
            {
                foreach (bool bigEndian in (bool[])[false, true])
                    await Check(form, row, fortran, hasRoom, bigEndian, before, count);
            }
        }
    }

    /// <summary>A file of a later version keeps it, whether its header is changed where it is or written anew.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Append_FileOfAVersion_KeepsIt(int version)
    {
        foreach (string form in Forms.Keys)
        {
            foreach (bool hasRoom in (bool[])[false, true])
            {
                const string Text = "{'descr': '<i4', 'fortran_order': False, 'shape': (9,), }";
                using var file = new TempFile([.. hasRoom ? NpyBytes.Header(version, Text, version == 1 ? 118 : 116) : NpyBytes.Header(version, Text + "\n"), .. new byte[36]]);

                await Forms[form](file.Path, NdArray.FromArray(new[] { 1, 2, 3 }), [1, 2, 3]);

                NpyHeader header = NpyHeader.Parse(await File.ReadAllBytesAsync(file.Path));
                Assert.Equal((version, 12L), (header.Version.Major, header.Shape[0]));
                Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3], Npy.Load<int>(file.Path).ToArray());
            }
        }
    }

    private static async Task Check(string form, long[] row, bool fortran, bool hasRoom, bool bigEndian, int before, int count)
    {
        int rowLength = (int)row.Aggregate(1L, (product, length) => product * length);
        string text = $"{{'descr': '{(bigEndian ? '>' : '<')}i4', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({string.Join(", ", Shape(before))},), }}";
        using var file = new TempFile([.. hasRoom ? NpyBytes.Header(1, text, 118) : NpyBytes.Header(1, text + "\n"), .. Integers(0, before * rowLength)]);
        int[] flat = [.. Enumerable.Range(before * rowLength, count * rowLength)];
        NdArray inOrder = new(DType.Int32, Shape(count), MemoryMarshal.AsBytes(flat.AsSpan()).ToArray(), order: fortran ? Order.Fortran : Order.C);

        // Two arrays with the same elements in the same places, of which one has the file's layout.
        foreach (NdArray rows in (NdArray[])[inOrder, inOrder.Copy(fortran ? Order.C : Order.Fortran)])
        {
            byte[] old = await File.ReadAllBytesAsync(file.Path);
            await Forms[form](file.Path, rows.As<int>(), flat);

            byte[] content = await File.ReadAllBytesAsync(file.Path);
            NpyHeader header = NpyHeader.Parse(content);
            Assert.Equal(Shape(before + count), header.Shape.ToArray());
            Assert.Equal((fortran, bigEndian ? "'>i4'" : "'<i4'"), (header.FortranOrder, header.DType.Descr));
            Assert.Equal(Integers(0, (before + count) * rowLength), content[header.DataOffset..]);
            await File.WriteAllBytesAsync(file.Path, old);
        }

        long[] Shape(long count) => fortran ? [.. row, count] : [count, .. row];

        byte[] Integers(int start, int number)
        {
            byte[] bytes = new byte[number * 4];
            for (int i = 0; i < number; i++)
            {
                if (bigEndian)
                    BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * 4), start + i);
                else
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), start + i);
            }

            return bytes;
        }
    }

    /// <summary>As NumPy's indices see them: <c>np.concatenate</c> along the last axis.</summary>
    [Fact]
    public void Append_ToAFortranFileOfThreeAxes_HasTheRowsAtTheirIndices()
    {
        using var file = new TempFile(NpyBytes.Integers("(2, 3, 1)", 6, fortranOrder: true));
        Npy.Append(file.Path, new[] { 10, 11, 12, 13, 14, 15 });

        Assert.Equal(NdArray.FromArray(new[,] { { 10, 12, 14 }, { 11, 13, 15 } }), Npy.Load<int>(file.Path)[.., .., 1]);
        Assert.Equal(NdArray.FromArray(new[,] { { 0, 2, 4 }, { 1, 3, 5 } }), Npy.Load<int>(file.Path)[.., .., 0]);
    }

    /// <summary>The header has no room for two digits, so the file is written anew.</summary>
    [Fact]
    public void Append_FortranFileWithoutRoom_HasTheRowsAtTheirIndices()
    {
        using var file = new TempFile([.. NpyBytes.Header(1, "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 4), }\n"), .. MemoryMarshal.AsBytes((ReadOnlySpan<int>)[0, 10, 1, 11, 2, 12, 3, 13])]);

        Npy.Append(file.Path, NdArray.FromArray(new[,] { { 4, 5, 6, 7, 8, 9 }, { 14, 15, 16, 17, 18, 19 } }));

        Assert.Equal(NdArray.FromArray(Enumerable.Range(0, 20).ToArray()).Reshape(2, 10), Npy.Load<int>(file.Path));
        Assert.True(Npy.ReadHeader(file.Path).FortranOrder);
    }

    private static async Task Writer(string path, Func<RowWriter<int>, Task> write)
    {
        await using RowWriter<int> writer = Npy.Append<int>(path);
        await write(writer);
        await writer.CompleteAsync();
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
