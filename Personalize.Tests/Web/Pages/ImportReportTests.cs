using Bunit;
using Personalize.Data.Imports;
using Personalize.Web.Import;

namespace Personalize.Tests.Web.Pages;

/// <summary>The parts of an import's page, by how the import ended.</summary>
public sealed class ImportReportTests : IAsyncDisposable
{
    private readonly PageWorld _world = new();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void An_import_that_failed_shows_no_counts_and_praises_no_rows()
    {
        var report = Report(ImportState.Failed, rows: 0);

        Assert.DoesNotContain("could be understood", Refused(report), StringComparison.Ordinal);
        Assert.Contains("ended before any row was read", Refused(report), StringComparison.Ordinal);
        Assert.DoesNotContain("pz-tiles", Counts(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_headers_only_has_no_rows()
    {
        var report = Report(ImportState.Succeeded, rows: 0);

        Assert.Contains("No rows", Refused(report), StringComparison.Ordinal);
        Assert.Contains("no rows below its headers", Counts(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_were_all_read_are_praised_and_counted()
    {
        var report = Report(ImportState.Succeeded, rows: 3);

        Assert.Contains("Every row that was read could be understood", Refused(report), StringComparison.Ordinal);
        Assert.Contains("pz-tiles", Counts(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_erased_something_are_told_of()
    {
        var report = Report(ImportState.Succeeded, rows: 3) with
        {
            Kind = ImportKind.Users,
            Cleared = 2,
            Columns = new Dictionary<string, string> { ["id"] = "Customer id" },
        };

        var panel = _world.Pages.Render<UnderstoodColumns>(parameters => parameters.Add(one => one.Report, report));

        Assert.Contains("Empty cells erased what was known of 2 customers", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hidden_cell_shows_dots_and_who_sees_it_and_the_others_stay()
    {
        var report = Report(ImportState.Succeeded, rows: 2) with
        {
            Rejected = 2,
            Reasons = [new() { Code = "age_range", Message = "Too old", Count = 2 }],
            Rejections =
            [
                new() { Row = 2, Column = "Age", Code = "age_range", Message = "Too old" },
                new() { Row = 3, Column = "Customer id", Code = "customer_invalid", Message = "No id", Value = "c 1" },
            ],
            MaskedColumns = ["Age", "Gender"],
        };

        var rows = _world.Pages.Render<RejectedRows>(parameters => parameters.Add(one => one.Report, report)).FindAll(".pz-rejections tbody tr");

        Assert.Equal("Hidden: the role Admin sees it, and who brought the file", rows[0].QuerySelector("[data-masked]")?.GetAttribute("title"));
        Assert.Null(rows[1].QuerySelector("[data-masked]"));
        Assert.Equal("c 1", rows[1].QuerySelector("td code")?.TextContent);
    }

    private string Refused(ImportReport report) => _world.Pages.Render<RejectedRows>(parameters => parameters.Add(one => one.Report, report)).Markup;

    private string Counts(ImportReport report) => _world.Pages.Render<RunCounts>(parameters => parameters.Add(one => one.Report, report)).Markup;

    private static ImportReport Report(ImportState state, long rows) => new()
    {
        Id = Guid.NewGuid(),
        FileName = "a.csv",
        FileSize = 1,
        Kind = ImportKind.Unknown,
        State = state,
        Fraction = 1,
        RowsRead = rows,
        Created = rows,
        Updated = 0,
        Unchanged = 0,
        Rejected = 0,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
