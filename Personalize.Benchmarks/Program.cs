using BenchmarkDotNet.Running;
using Personalize.Benchmarks;

return args switch
{
    ["kernels", .. var rest] => Kernels(rest),
    _ => Usage(),
};

static int Kernels(string[] rest)
{
    BenchmarkSwitcher.FromAssembly(typeof(Commands).Assembly).Run(rest);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine(Commands.Usage);
    return 2;
}
