using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>Few long columns are read side by side, in parts.</summary>
public sealed class LongColumnsTests : IDisposable
{
    private const int Rows = 3_000_001;
    private const int Columns = 3;

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Load_FewLongColumns_GivesCOrder(int threads)
    {
        Write();
        NdArray<byte> array = Npy.Load<byte>(_path, new NpyReadOptions { MaxThreads = threads });
        Assert.Equal([Rows, Columns], array.Shape.ToArray());
        Assert.True(IsRight(array.AsReadOnlySpan()));
    }

    [Fact]
    public void Load_FewLongColumnsOfAStream_GivesCOrder()
    {
        Write();
        using FileStream stream = File.OpenRead(_path);
        Assert.True(IsRight(Npy.Load<byte>(stream).AsReadOnlySpan()));
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void Load_FewLongColumnsCast_GivesCOrder()
    {
        Write();
        NdArray<short> array = Npy.Load<short>(_path, new NpyReadOptions { Casting = Casting.Safe });
        Assert.True(IsRight(array.AsReadOnlySpan()));
    }

    [Fact]
    public void Load_FewLongColumns_ProgressEndsAtTheWhole()
    {
        Write();
        var told = new Told();
        Npy.Load<byte>(_path, new NpyReadOptions { Progress = told });
        Assert.Equal(Rows * Columns, told.Last);
    }

    private static byte Value(int row, int column) => (byte)(row * 7 + row / 251 + column * 85);

    private static bool IsRight<T>(ReadOnlySpan<T> values)
        where T : System.Numerics.INumberBase<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != T.CreateChecked(Value(i / Columns, i % Columns)))
                return false;
        }

        return values.Length == Rows * Columns;
    }

    private void Write()
    {
        using FileStream file = File.Create(_path);
        file.Write(NpyBytes.Header(1, $"{{'descr': '|u1', 'fortran_order': True, 'shape': ({Rows}, {Columns}), }}"));
        var column = new byte[Rows];
        for (int c = 0; c < Columns; c++)
        {
            for (int row = 0; row < Rows; row++)
                column[row] = Value(row, c);
            file.Write(column);
        }
    }

    private sealed class Told : IProgress<long>
    {
        internal long Last { get; private set; }

        public void Report(long value) => Last = value;
    }
}
