using BenchmarkDotNet.Running;
using Personalize.Benchmarks;
using Personalize.Benchmarks.Speed;

return args switch
{
    ["kernels", .. var rest] => Kernels(rest),
    ["speed", "import", "--file", var file] => await ImportSpeed.RunAsync(file, OutputForm.Table, CancellationToken.None),
    ["speed", "import", "--file", var file, "--json"] => await ImportSpeed.RunAsync(file, OutputForm.Json, CancellationToken.None),
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
