using Personalize.Tests.Support;

namespace Personalize.Tests.Data.Spreadsheets;

/// <summary>Odd, old, broken, locked and fuzzed files from the test suites of two spreadsheet libraries.</summary>
public sealed class FoundFilesTests
{
    private static readonly HashSet<string> Codes =
    [
        "file_signature", "file_type_mismatch", "file_type_unsupported", "file_structure", "file_too_complex", "file_bomb",
        "file_too_wide", "file_too_long", "file_encrypted", "file_active_content", "encoding",
    ];

    [Theory]
    [InlineData("exceldatareader")]
    [InlineData("poi")]
    public async Task Every_found_file_is_read_or_refused_with_a_reason(string suite)
    {
        var folder = TestFiles.Require("spreadsheets", suite);
        var outcomes = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var outcome = await Outcome.OfFileHereAsync(file, Path.GetFileName(file));
            var what = outcome.Code is null ? outcome.Rows.Count > 0 ? "read" : "read, no rows" : $"{outcome.Code}: {outcome.Message}";
            Assert.True(outcome.Code is null || Codes.Contains(outcome.Code), $"{file}: {outcome.Code}");
            if (!outcomes.TryGetValue(what, out var names))
                outcomes[what] = names = [];
            names.Add(Path.GetFileName(file));
        }

        foreach (var (what, names) in outcomes)
            TestContext.Current.TestOutputHelper?.WriteLine($"{names.Count,4}  {what}  [{string.Join(", ", names.Take(3))}]");
        Assert.NotEmpty(outcomes["read"]);
    }
}
