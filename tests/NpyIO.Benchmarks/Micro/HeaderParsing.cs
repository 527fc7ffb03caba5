using System.Text;
using BenchmarkDotNet.Attributes;

namespace NpyIO.Benchmarks.Micro;

/// <summary>The parser's fast path, for the header that NumPy writes, and the general one.</summary>
[MemoryDiagnoser]
public class HeaderParsing
{
    private readonly byte[] _canonical = new NpyHeader(DType.Of<double>(), [1000, 3]).ToBytes();

    private readonly byte[] _reordered = Header("""{"shape": (1000, 3), 'fortran_order':False, 'descr' : '<f8'}""");

    private readonly NpyHeader _header = new(DType.Of<double>(), [1000, 3]);

    private readonly byte[] _records = new NpyHeader(DType.Parse("[('time', '<f8'), ('station', '<i4'), ('values', '<f4', (3, 2))]"), [1000]).ToBytes();

    [Benchmark(Baseline = true)]
    public NpyHeader AsNumPyWrites() => NpyHeader.Parse(_canonical);

    [Benchmark]
    public NpyHeader AsOthersWrite() => NpyHeader.Parse(_reordered);

    [Benchmark]
    public NpyHeader OfRecords() => NpyHeader.Parse(_records);

    [Benchmark]
    public byte[] Write() => _header.ToBytes();

    /// <summary>A version 1.0 header of that text, without padding.</summary>
    private static byte[] Header(string text)
    {
        byte[] dictionary = Encoding.Latin1.GetBytes(text + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)dictionary.Length, (byte)(dictionary.Length >> 8), .. dictionary];
    }
}
