using System.Net;
using Personalize.Tests.Support;
using Personalize.Web.Catalogue;

namespace Personalize.Tests.Web.Api;

public sealed class ItemsApiTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private readonly HttpClient _client = app.CreateClient();

    [Fact]
    public async Task An_item_reads_back_as_sent_and_is_in_the_directory_at_once()
    {
        var created = await _client.SendAsync("POST", "/api/items", """
            {"sku":"T-1","title":"Tent","description":"Two\npersons","category":"Outdoor/Camping","brand":"Nord",
             "price":199.95,"tags":["green","Green"],"active":false}
            """);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        var read = await _client.SendAsync("GET", created.Message.Headers.Location!.ToString());
        Assert.Equal("Outdoor / Camping", (string?)read.Body!["category"]);
        Assert.Equal(199.95m, (decimal?)read.Body["price"]);
        Assert.Equal("Two\npersons", (string?)read.Body["description"]);
        Assert.False((bool?)read.Body["active"]);
        ApiClient.AssertJson("""["green"]""", read.Body["tags"]);
        Assert.Equal("Tent", app.Get<ItemDirectory>().FindBySku("T-1")?.Title);
    }

    [Fact]
    public async Task Put_changes_only_what_it_is_given_and_refuses_the_stale()
    {
        var created = await _client.SendAsync("POST", "/api/items", """{"sku":"P-1","title":"Pan","price":10}""");
        var address = created.Message.Headers.Location!.ToString();

        var put = await _client.SendAsync("PUT", address, """{"title":"Big pan"}""");
        var stale = await _client.SendAsync("PUT", address, """{"title":"Pot"}""", ("If-Match", created.ETag!));

        Assert.Equal("Big pan", (string?)put.Body!["title"]);
        Assert.Equal(10m, (decimal?)put.Body["price"]);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale"), (stale.Status, stale.Code));
        Assert.Equal("Big pan", app.Get<ItemDirectory>().FindBySku("P-1")?.Title);
    }

    [Theory]
    [InlineData("{}", "sku,title")]
    [InlineData("""{"sku":"x","title":" "}""", "title")]
    [InlineData("""{"sku":"x","title":"y","price":-0.01}""", "price")]
    [InlineData("""{"sku":"x","title":"y","price":1.005}""", "price")]
    [InlineData("""{"sku":"x","title":"y","active":null}""", "active")]
    [InlineData("""{"sku":"x","title":"y","id":3}""", "id")]
    [InlineData("""{"sku":"x","title":"y","tags":["a",7]}""", "tags[1]")]
    [InlineData("""{"sku":"x","title":"y","tags":["a",null]}""", "tags[1]")]
    public async Task A_wrong_field_is_named(string body, string fields)
    {
        var answer = await _client.SendAsync("POST", "/api/items", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(fields, string.Join(',', answer.ErrorFields.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_same_sku_twice_is_a_conflict()
    {
        await _client.SendAsync("POST", "/api/items", """{"sku":"twice","title":"One"}""");

        var again = await _client.SendAsync("POST", "/api/items", """{"sku":"twice","title":"Two"}""");

        Assert.Equal((HttpStatusCode.Conflict, "duplicate_key"), (again.Status, again.Code));
    }
}
