using BenchmarkDotNet.Attributes;

namespace NpyIO.Benchmarks.Micro;

/// <summary>The sum of a matrix, element by element, against that of a plain array.</summary>
public class Indexing
{
    private const int Rows = 1000;
    private const int Columns = 100;

    private readonly double[,] _plain = new double[Rows, Columns];
    private NdArray<double> _array = null!;
    private NdArray _untyped = null!;

    [GlobalSetup]
    public void Setup()
    {
        _untyped = NdArray.FromArray(_plain);
        _array = _untyped.As<double>();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Rows * Columns)]
    public double PlainArray()
    {
        double sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
                sum += _plain[i, j];
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    public double Indexer()
    {
        double sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
                sum += _array[i, j];
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    public double Span()
    {
        double sum = 0;
        foreach (double value in _array.AsReadOnlySpan())
            sum += value;

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Rows * Columns)]
    public double UntypedGet()
    {
        double sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
                sum += _untyped.Get<double>(i, j);
        }

        return sum;
    }
}
