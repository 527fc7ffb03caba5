Console.WriteLine(NpyIO.Npy.X);
