using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ServedListsOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ListShelves",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListShelves", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MadeLists",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CustomerId = table.Column<int>(type: "integer", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ModelVersion = table.Column<long>(type: "bigint", nullable: false),
                    Rung = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Recipe = table.Column<byte[]>(type: "bytea", nullable: true),
                    ShelfId = table.Column<Guid>(type: "uuid", nullable: true),
                    Items = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MadeLists", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MadeLists_Customers_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "Customers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MadeLists_ListShelves_ShelfId",
                        column: x => x.ShelfId,
                        principalTable: "ListShelves",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MadeLists_CustomerId",
                table: "MadeLists",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_MadeLists_MadeAt",
                table: "MadeLists",
                column: "MadeAt");

            migrationBuilder.CreateIndex(
                name: "IX_MadeLists_ShelfId",
                table: "MadeLists",
                column: "ShelfId");

            // What was served until now keeps its items, each list being its own; what it was made of nobody wrote down.
            migrationBuilder.Sql(
                "INSERT INTO \"MadeLists\" (\"Id\", \"CustomerId\", \"MadeAt\", \"ModelVersion\", \"Rung\", \"Items\") "
                + "SELECT \"Id\", \"CustomerId\", \"ServedAt\", \"ModelVersion\", \"Rung\", \"Items\" FROM \"ServedLists\"");

            migrationBuilder.Sql("ALTER TABLE \"ServedLists\" ADD COLUMN \"ListId\" uuid");
            migrationBuilder.Sql("UPDATE \"ServedLists\" SET \"ListId\" = \"Id\"");
            migrationBuilder.Sql(
                "ALTER TABLE \"ServedLists\" ALTER COLUMN \"ListId\" SET NOT NULL, "
                + "DROP COLUMN \"Items\", DROP COLUMN \"ModelVersion\", DROP COLUMN \"Rung\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                "ALTER TABLE \"ServedLists\" ADD COLUMN \"Items\" jsonb, ADD COLUMN \"ModelVersion\" bigint, ADD COLUMN \"Rung\" character varying(32)");
            migrationBuilder.Sql(
                """
                UPDATE "ServedLists" AS served SET "Items" = list."Items", "ModelVersion" = list."ModelVersion", "Rung" = list."Rung"
                FROM "MadeLists" AS list WHERE list."Id" = served."ListId"
                """);
            migrationBuilder.Sql("DELETE FROM \"ServedLists\" WHERE \"Items\" IS NULL");
            migrationBuilder.Sql(
                "ALTER TABLE \"ServedLists\" ALTER COLUMN \"Items\" SET NOT NULL, ALTER COLUMN \"ModelVersion\" SET NOT NULL, "
                + "ALTER COLUMN \"Rung\" SET NOT NULL, DROP COLUMN \"ListId\"");
            migrationBuilder.DropTable(name: "MadeLists");
            migrationBuilder.DropTable(name: "ListShelves");
        }
    }
}
