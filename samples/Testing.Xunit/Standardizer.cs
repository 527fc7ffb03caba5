namespace Samples.Testing;

/// <summary>The code under test: a step of a preprocessing pipeline, ported from Python.</summary>
internal static class Standardizer
{
    /// <summary><c>(x - x.mean(axis=0)) / x.std(axis=0)</c></summary>
    internal static double[,] Standardize(double[,] table)
    {
        int rows = table.GetLength(0), columns = table.GetLength(1);
        var result = new double[rows, columns];
        for (int j = 0; j < columns; j++)
        {
            double mean = 0, variance = 0;
            for (int i = 0; i < rows; i++)
                mean += table[i, j] / rows;
            for (int i = 0; i < rows; i++)
                variance += (table[i, j] - mean) * (table[i, j] - mean) / rows;
            for (int i = 0; i < rows; i++)
                result[i, j] = (table[i, j] - mean) / Math.Sqrt(variance);
        }

        return result;
    }
}
