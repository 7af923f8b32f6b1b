using System.Net;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Audit;

namespace Personalize.Tests.Web.Audit;

/// <summary>The trail as a file.</summary>
public sealed class AuditExportTests : IAsyncDisposable
{
    private static readonly Uri Export = new("/audit/export?kind=item&zone=Europe/Berlin", UriKind.Relative);
    private readonly PersonalizeApp _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task It_streams_a_line_per_field_with_formulas_made_harmless()
    {
        await using (var db = await _app.OpenDatabaseAsync())
        {
            db.Items.Add(new() { Sku = "S-1", Title = "=HYPERLINK(\"x\")", Description = "one, two\nthree" });
            await db.SaveChangesAsync(Cancellation);
        }

        var browser = await _app.CreateBrowserAsync(AccountRole.Admin);
        using var answer = await browser.GetAsync(Export, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("sequence,at,actor_kind", text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains("item.create,item,1,S-1,,readable,title,,\"'=HYPERLINK(\"\"x\"\")\"\r\n", text, StringComparison.Ordinal);
        Assert.Contains("description,,\"one, two\nthree\"\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AccountRole.Operator)]
    [InlineData(AccountRole.Analyst)]
    public async Task Others_do_not_get_it(AccountRole role)
    {
        var browser = await _app.CreateBrowserAsync(role);

        using var answer = await browser.GetAsync(Export, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+49", "+49")]
    [InlineData("+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"")]
    [InlineData("-3.5", "-3.5")]
    [InlineData("-2+3", "\"'-2+3\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("＝1+1", "\"'＝1+1\"")]
    [InlineData("＠SUM(A1)", "\"'＠SUM(A1)\"")]
    [InlineData("plain", "plain")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData(null, "")]
    public void A_cell_is_quoted_where_it_must_be_and_never_a_formula(string? value, string cell) => Assert.Equal(cell, CsvText.Cell(value));
}
