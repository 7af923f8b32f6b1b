namespace Personalize.Benchmarks;

internal static class Commands
{
    public const string Usage = """
        Personalize.Benchmarks: what is fast, beside what.

          kernels [BenchmarkDotNet arguments]    single operations: text, scoring, ranking
          speed import --file F [--json]         a workbook through the import, beside a bare reader loop
        """;
}
