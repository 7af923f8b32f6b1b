using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Imports;
using Personalize.Tests.Data.Spreadsheets;
using Personalize.Tests.Support;
using Personalize.Web.Import;

namespace Personalize.Tests.Web.Import;

public sealed class UploadTests(UploadTests.Server server) : IClassFixture<UploadTests.Server>
{
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class Server : IAsyncDisposable
    {
        public PersonalizeApp App { get; } = new();

        public HttpClient Client => field ??= Patient(App.CreateClient());

        // An import of a real workbook may take longer than a client's usual patience.
        private static HttpClient Patient(HttpClient client)
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            return client;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    [Fact]
    public async Task Users_workbook_is_imported_and_answered_as_specified()
    {
        var answer = await PostAsync("users.xlsx", Workbooks.Of(
            ["Cust. No", "Age", "Interests", "Gender"],
            ["up-1", 30, "Tea, home decor", "f"], ["up-2", 151, null, null], [null, 20, null, null], ["up-3", null, null, "m"], ["up-1", 31, null, null]));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Successfully imported 2 users", answer.Text("message"));
        Assert.Equal((5, 2, 0, 0, 3), (answer.Count("rows_read"), answer.Count("created"), answer.Count("updated"), answer.Count("unchanged"), answer.Count("rejected")));
        Assert.Equal([(3, "age_range"), (4, "customer_missing"), (6, "customer_duplicate")],
            answer.Json.GetProperty("rejections").EnumerateArray().Select(row => (row.GetProperty("row").GetInt32(), row.GetProperty("code").GetString()!)));
        await using var db = await server.App.OpenDatabaseAsync();
        var customer = await db.Customers.SingleAsync(customer => customer.CustomerId == "up-1", Cancellation);
        Assert.Equal((30, "f"), (customer.Age, customer.Gender));
        Assert.Equal(["Tea", "home decor"], customer.Interests);
    }

    [Fact]
    public async Task Second_sheet_updates_what_it_speaks_of_and_leaves_the_rest()
    {
        await PostAsync("a.csv", "customer_id,age,gender\nsec-1,30,f\nsec-2,40,m\n");
        var answer = await PostAsync("b.csv", "customer_id,age\nsec-1,31\nsec-2,40\n");

        Assert.Equal((0, 1, 1), (answer.Count("created"), answer.Count("updated"), answer.Count("unchanged")));
        await using var db = await server.App.OpenDatabaseAsync();
        var customer = await db.Customers.SingleAsync(customer => customer.CustomerId == "sec-1", Cancellation);
        Assert.Equal((31, "f"), (customer.Age, customer.Gender));
    }

    [Fact]
    public async Task Same_file_again_is_answered_with_the_first_import()
    {
        const string text = "customer_id,age\nsame-1,30\n";
        var first = await PostAsync("a.csv", text);
        var second = await PostAsync("renamed.csv", text);

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.Equal(first.Text("import_id"), second.Text("import_id"));
        Assert.Equal((0, 1), (second.Count("created"), second.Count("unchanged")));
    }

    [Fact]
    public async Task Sales_make_customers_items_and_purchases_once()
    {
        const string header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
        const string line = "536365,sale-A,MUG,6,12/1/2010 8:26,2.55,sale-1,UK\n";
        // Two equal lines are two purchases; the better name of an item is the one most lines have.
        var first = await PostAsync("a.csv", header + line + line
            + "536366,sale-A,MUG OF TEA,1,12/2/2010 8:26,2.95,sale-2,UK\n536367,sale-A,MUG OF TEA,1,12/3/2010 8:26,2.65,sale-2,UK\n536368,sale-A,MUG OF TEA,1,12/3/2010 8:27,2.65,sale-2,UK\n"
            + "C536369,sale-A,MUG,-1,12/1/2010 8:26,2.55,sale-1,UK\n536370,sale-B,,1,12/1/2010 8:26,0,sale-1,UK\n536371,sale-B,,1,12/1/2010 8:26,1,,UK\n");
        var overlap = await PostAsync("b.csv", header + line + line + line);

        Assert.Equal((8, 5, 3, 2, 1), (first.Count("rows_read"), first.Count("created"), first.Count("rejected"), first.Count("new_customers"), first.Count("new_items")));
        Assert.Equal((1, 2), (overlap.Count("created"), overlap.Count("unchanged")));
        await using var db = await server.App.OpenDatabaseAsync();
        var item = await db.Items.SingleAsync(item => item.Sku == "sale-A", Cancellation);
        Assert.Equal(("MUG OF TEA", 265L), (item.Title, item.PriceCents));
        var customer = await db.Customers.SingleAsync(customer => customer.CustomerId == "sale-1", Cancellation);
        Assert.Equal((3L, true), (customer.ActivityCount, customer.EngagementMass > 0));
        Assert.Equal(new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero), customer.LastActivityAt);
        Assert.All(await db.Activities.Where(activity => activity.CustomerId == customer.Id).ToListAsync(Cancellation), activity =>
            Assert.Equal((6.0, "import", item.Id), (activity.Value, activity.Source, activity.ItemId)));
    }

    [Theory]
    [InlineData("wait=false", null)]
    [InlineData("", "respond-async")]
    public async Task Import_can_go_on_without_the_caller(string query, string? prefer)
    {
        var accepted = await PostAsync("a.csv", $"customer_id,age\nasync-{prefer},30\n", query, prefer);

        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal($"/api/imports/{accepted.Text("import_id")}", accepted.Location);
        var id = Guid.Parse(accepted.Text("import_id"));
        var ended = await EndAsync(id);
        Assert.Equal(ImportState.Succeeded, ended.State);
        var answer = await server.Client.GetFromJsonAsync<JsonElement>(new Uri(accepted.Location!, UriKind.Relative), Cancellation);
        Assert.Equal(("succeeded", "users", 1, 1.0), (
            answer.GetProperty("state").GetString(), answer.GetProperty("kind").GetString(), answer.GetProperty("created").GetInt32(), answer.GetProperty("fraction").GetDouble()));
        Assert.Equal("Customer id", answer.GetProperty("columns").GetProperty("customer_id").GetString());
    }

    [Theory]
    [InlineData("a.xlsx", "MZ", HttpStatusCode.UnprocessableEntity, "file_signature")]
    [InlineData("a.csv", "customer_id,age\n1,\"30\n", HttpStatusCode.UnprocessableEntity, "file_structure")]
    [InlineData("a.csv", "name,age\nx,30\n", HttpStatusCode.UnprocessableEntity, "header_missing")]
    [InlineData("a.csv", "customer_id,age,age\nx,30,30\n", HttpStatusCode.UnprocessableEntity, "header_duplicate")]
    public async Task Unfit_file_is_refused_with_problem_details(string name, string text, HttpStatusCode status, string code)
    {
        var answer = await PostAsync(name, text);

        Assert.Equal((status, code), (answer.Status, answer.Text("code")));
        Assert.NotEmpty(answer.Text("detail"));
        Assert.Empty(UploadsLeft());
    }

    [Fact]
    public async Task Request_without_a_file_is_refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "note" } };

        Assert.Equal((HttpStatusCode.BadRequest, "file_missing"), await CodeAsync(form));
    }

    [Fact]
    public async Task Two_files_are_refused()
    {
        using var form = new MultipartFormDataContent { { File("customer_id\n1\n"), "file", "a.csv" }, { File("customer_id\n2\n"), "file", "b.csv" } };

        Assert.Equal((HttpStatusCode.BadRequest, "too_many_parts"), await CodeAsync(form));
        Assert.Empty(UploadsLeft());
    }

    [Fact]
    public async Task A_hundred_parts_are_refused()
    {
        using var form = new MultipartFormDataContent();
        for (var part = 0; part < 100; part++)
            form.Add(new StringContent("x"), $"note{part}");

        Assert.Equal((HttpStatusCode.BadRequest, "too_many_parts"), await CodeAsync(form));
    }

    [Fact]
    public async Task Seventeen_headers_of_a_part_are_refused()
    {
        var file = File("customer_id\n1\n");
        for (var header = 0; header < 16; header++)
            file.Headers.Add($"X-{header}", "x");
        using var form = new MultipartFormDataContent { { file, "file", "a.csv" } };

        Assert.Equal((HttpStatusCode.BadRequest, "too_many_parts"), await CodeAsync(form));
    }

    [Fact]
    public async Task Body_that_is_no_form_is_an_unsupported_type()
    {
        using var text = new StringContent("customer_id\n1\n", Encoding.UTF8, "text/html");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await CodeAsync(text)).Status);
    }

    [Fact]
    public async Task File_declared_as_a_page_is_an_unsupported_type()
    {
        using var form = new MultipartFormDataContent { { File("customer_id\n1\n", "text/html"), "file", "a.csv" } };

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await CodeAsync(form)).Status);
    }

    [Fact]
    public async Task Body_cut_off_is_refused()
    {
        using var body = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ncustomer_id\n1", Encoding.UTF8);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        Assert.Equal(HttpStatusCode.BadRequest, (await CodeAsync(body)).Status);
        Assert.Empty(UploadsLeft());
    }

    [Theory]
    [InlineData("../../etc/x.csv", "x.csv")]
    [InlineData("..\\..\\x.csv", "x.csv")]
    [InlineData("CON.csv", "CON.csv")]
    [InlineData("a\u202Evsc.csv", "avsc.csv")]
    public async Task Name_of_the_sender_is_only_shown(string given, string shown)
    {
        using var form = new MultipartFormDataContent();
        var file = File($"customer_id\nname-{given.Length}-{given.GetHashCode(StringComparison.Ordinal)}\n");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = given };
        form.Add(file);
        using var response = await server.Client.PostAsync(new Uri("/upload", UriKind.Relative), form, Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var report = await server.App.Get<ImportService>().FindAsync(answer.GetProperty("import_id").GetGuid(), Cancellation);

        Assert.Equal(shown, report!.FileName);
        Assert.Empty(UploadsLeft());
    }

    [Fact]
    public async Task File_over_the_limit_is_refused_without_reading_on()
    {
        await using var app = new PersonalizeApp { Settings = new Dictionary<string, string> { ["Personalize:Import:MaxFileMegabytes"] = "1" } };
        using var client = app.CreateClient();
        using var form = new MultipartFormDataContent { { File(new string('a', (1 << 20) + 1)), "file", "a.csv" } };
        using var response = await client.PostAsync(new Uri("/upload", UriKind.Relative), form, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Upload_beyond_the_queue_is_asked_to_come_again()
    {
        // Without the host that runs them, queued imports stay queued.
        await using var app = new PersonalizeApp
        {
            Settings = new Dictionary<string, string> { ["Personalize:Import:MaxQueued"] = "5" },
            Configure = services => services.Remove(services.Single(service => service.ImplementationType == typeof(Personalize.Web.Import.Running.ImportHost))),
        };
        using var client = app.CreateClient();
        var statuses = new List<HttpStatusCode>();
        for (var upload = 0; upload < 6; upload++)
        {
            using var form = new MultipartFormDataContent { { File($"customer_id\nq{upload}\n"), "file", "a.csv" } };
            using var response = await client.PostAsync(new Uri("/upload?wait=false", UriKind.Relative), form, Cancellation);
            statuses.Add(response.StatusCode);
            if (upload == 5)
                Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Accepted, 5), HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task Running_import_can_be_cancelled_and_brought_again()
    {
        var text = "customer_id\n" + string.Concat(Enumerable.Range(0, 200_000).Select(row => $"cancel-{row}\n"));
        var accepted = await PostAsync("a.csv", text, "wait=false");
        using var response = await server.Client.DeleteAsync(new Uri(accepted.Location!, UriKind.Relative), Cancellation);
        var report = await server.App.Get<ImportService>().FindAsync(Guid.Parse(accepted.Text("import_id")), Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(ImportState.Cancelled, report!.State);
        Assert.True(report.RowsRead < 200_000);
        var again = await PostAsync("a.csv", text, "wait=false");
        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        Assert.NotEqual(accepted.Text("import_id"), again.Text("import_id"));
        await server.Client.DeleteAsync(new Uri(again.Location!, UriKind.Relative), Cancellation);
    }

    [Fact]
    public async Task Unknown_import_is_not_found()
    {
        using var found = await server.Client.GetAsync(new Uri($"/api/imports/{Guid.NewGuid()}", UriKind.Relative), Cancellation);
        using var deleted = await server.Client.DeleteAsync(new Uri($"/api/imports/{Guid.NewGuid()}", UriKind.Relative), Cancellation);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (found.StatusCode, deleted.StatusCode));
    }

    [Fact]
    public async Task Real_retail_workbook_is_accepted_row_by_row_as_documented()
    {
        var path = TestFiles.Require("online-retail", "online_retail.xlsx");
        var accepted = await PostAsync("online_retail.xlsx", await System.IO.File.ReadAllBytesAsync(path, Cancellation), "wait=false");
        var report = await EndAsync(Guid.Parse(accepted.Text("import_id")));

        // 541,909 rows; 135,080 without customer; of the others 8,905 cancelled and 40 given away.
        Assert.Equal((541_909L, 397_884L, 144_025L, 4_338L), (report.RowsRead, report.Created, report.Rejected, report.NewCustomers));
        Assert.Equal(
            [("customer_missing", 135_080L), ("invoice_cancelled", 8_905L), ("price_not_positive", 40L)],
            report.Reasons.Select(reason => (reason.Code, reason.Count)));
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Json, string? Location)
    {
        public string Text(string name) => Json.GetProperty(name).GetString()!;

        public int Count(string name) => Json.GetProperty(name).GetInt32();
    }

    private Task<Answer> PostAsync(string name, string text, string query = "", string? prefer = null) =>
        PostAsync(name, Encoding.UTF8.GetBytes(text), query, prefer);

    private async Task<Answer> PostAsync(string name, byte[] content, string query = "", string? prefer = null)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue(name.EndsWith("csv", StringComparison.Ordinal) ? "text/csv" : Sheet);
        using var form = new MultipartFormDataContent { { file, "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/upload?" + query) { Content = form };
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        using var response = await server.Client.SendAsync(request, Cancellation);
        return new Answer(response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation), response.Headers.Location?.ToString());
    }

    private async Task<(HttpStatusCode Status, string? Code)> CodeAsync(HttpContent content)
    {
        using var response = await server.Client.PostAsync(new Uri("/upload", UriKind.Relative), content, Cancellation);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString());
    }

    /// <summary>Listens before it looks, so that the end cannot slip through between.</summary>
    private async Task<ImportReport> EndAsync(Guid id)
    {
        var imports = server.App.Get<ImportService>();
        using var moved = new SemaphoreSlim(0);
        EventHandler<Guid> listener = (_, _) => moved.Release();
        imports.Progressed += listener;
        try
        {
            while (true)
            {
                var report = (await imports.FindAsync(id, Cancellation))!;
                if (report.State is not (ImportState.Queued or ImportState.Running))
                    return report;
                await moved.WaitAsync(Cancellation);
            }
        }
        finally
        {
            imports.Progressed -= listener;
        }
    }

    private IEnumerable<string> UploadsLeft()
    {
        var folder = Path.Combine(server.App.DataFolder, "uploads");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
    }

    private static ByteArrayContent File(string text, string type = "text/csv")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }
}
