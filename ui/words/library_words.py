"""The words of the library page and of signing in, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """The words of one language. Fields with `{}` are templates."""

    ask: str
    library: str
    places: str
    account: str
    password: str
    sign_in: str
    sign_out: str
    sign_in_failed: str
    sign_in_wait: str
    read_only: str
    add_files: str
    add_folder: str
    drop_hint: str
    drop_here: str
    replace: str
    keep: str
    formats: str
    search: str
    all_years: str
    all_speakers: str
    all_types: str
    order: str
    order_date: str
    order_added: str
    order_title: str
    title: str
    speaker: str
    date: str
    date_form: str
    type: str
    paragraphs: str
    occasion: str
    series: str
    place: str
    remarks: str
    no_type: str
    details: str
    file_name: str
    characters: str
    encoding: str
    added_at: str
    read: str
    ask_within: str
    save: str
    saved: str
    remove: str
    removed_told: str
    removed_several: str
    pick: str
    picked: str
    pick_page: str
    pick_none: str
    remove_picked: str
    undo: str
    edits: str
    edits_none: str
    edits_more: str
    edit_restored: str
    edit_removed: str
    none: str
    none_hint: str
    none_found: str
    removed: str
    removed_at: str
    removed_note: str
    removed_none: str
    restore: str
    restored_told: str
    restored_several: str
    restore_batch: str
    purge: str
    purge_sure: str
    backup: str
    purged_told: str
    to_documents: str
    uploading: str
    hidden: str
    upload_failed: str
    upload_cancelled: str
    cancel: str
    previous: str
    next: str
    page_of: str
    lost: str


ZH = LibraryWords(
    ask="问答",
    library="资料库",
    places="页面",
    account="账号",
    password="密码",
    sign_in="登录",
    sign_out="退出",
    sign_in_failed="账号或密码不对。",
    sign_in_wait="账号或密码不对。请等 {} 秒再试。",
    read_only="你可以查阅和提问。增删文献需要编辑者账号。",
    add_files="添加文件",
    add_folder="添加文件夹",
    drop_hint="也可以把文件或文件夹拖到这里",
    drop_here="松开即添加",
    replace="同名文献换成新文本",
    keep="保留原件",
    formats="可读 {}",
    search="按题名、讲话人、日期、文件名查找",
    all_years="所有年份",
    all_speakers="所有讲话人",
    all_types="所有类型",
    order="排序",
    order_date="按日期",
    order_added="按添加时间",
    order_title="按题名",
    title="题名",
    speaker="讲话人",
    date="日期",
    date_form="年-月-日",
    type="类型",
    paragraphs="段落",
    occasion="场合",
    series="系列",
    place="地点",
    remarks="备注",
    no_type="未定",
    details="详情",
    file_name="文件",
    characters="字数",
    encoding="编码",
    added_at="添加于",
    read="阅读原文",
    ask_within="只问这一篇",
    save="保存",
    saved="已保存",
    remove="移除",
    removed_told="已移除《{}》",
    removed_several="已移除 {} 篇文献",
    pick="选中《{}》",
    picked="已选 {} 篇",
    pick_page="选中本页全部",
    pick_none="取消选择",
    remove_picked="移除所选",
    undo="撤销",
    edits="检索时的处理（原文不变）",
    edits_none="检索与原文一致，没有处理。",
    edits_more="另有 {} 处",
    edit_restored="按“{}”检索",
    edit_removed="不参与检索",
    none="还没有文献。",
    none_hint="添加讲话、报告或文件的文本，即可提问。",
    none_found="没有符合条件的文献。",
    removed="最近移除",
    removed_at="移除于",
    removed_note="移除的文献保留三十天，可随时恢复。",
    removed_none="没有移除的文献。",
    restore="恢复",
    restored_told="已恢复《{}》",
    restored_several="已恢复 {} 篇文献",
    restore_batch="恢复同时移除的 {} 篇",
    purge="全部清除",
    purge_sure="确定清除，不可恢复",
    backup="下载备份",
    purged_told="已清除 {} 篇",
    to_documents="返回文献",
    uploading="上传 {} / {}",
    hidden="隐藏文件未上传：{}",
    upload_cancelled="已取消上传，没有添加任何文件。",
    upload_failed="{} 没有传到服务器，请检查连接后重试。",
    cancel="取消",
    previous="上一页",
    next="下一页",
    page_of="第 {} / {} 页",
    lost="与服务器的连接断了，正在重试。",
)

EN = LibraryWords(
    ask="Ask",
    library="Library",
    places="Pages",
    account="Account",
    password="Password",
    sign_in="Sign in",
    sign_out="Sign out",
    sign_in_failed="Wrong account or password.",
    sign_in_wait="Wrong account or password. Try again in {} s.",
    read_only="You can read and ask. Changing the library takes an editor’s account.",
    add_files="Add files",
    add_folder="Add folder",
    drop_hint="or drop files and folders here",
    drop_here="Drop to add",
    replace="Replace documents of the same name",
    keep="Keep the original files",
    formats="Reads {}",
    search="Find by title, speaker, date or file name",
    all_years="All years",
    all_speakers="All speakers",
    all_types="All types",
    order="Order",
    order_date="By date",
    order_added="By time added",
    order_title="By title",
    title="Title",
    speaker="Speaker",
    date="Date",
    date_form="year-month-day",
    type="Type",
    paragraphs="Paragraphs",
    occasion="Occasion",
    series="Series",
    place="Place",
    remarks="Remarks",
    no_type="Unknown",
    details="Details",
    file_name="File",
    characters="Characters",
    encoding="Encoding",
    added_at="Added",
    read="Read",
    ask_within="Ask this one only",
    save="Save",
    saved="Saved",
    remove="Remove",
    removed_told="Removed “{}”",
    removed_several="Removed {} documents",
    pick="Choose “{}”",
    picked="{} chosen",
    pick_page="Choose all on this page",
    pick_none="Choose none",
    remove_picked="Remove the chosen",
    undo="Undo",
    edits="Read differently for searching (the text stays as it is)",
    edits_none="Nothing is read differently.",
    edits_more="and {} more",
    edit_restored="searched as “{}”",
    edit_removed="left out",
    none="No documents yet.",
    none_hint="Add the texts of speeches, reports or documents, then ask.",
    none_found="No document matches.",
    removed="Recently removed",
    removed_at="Removed",
    removed_note="Removed documents are kept for thirty days and can be restored.",
    removed_none="Nothing was removed.",
    restore="Restore",
    restored_told="Restored “{}”",
    restored_several="Restored {} documents",
    restore_batch="Restore all {} removed together",
    purge="Delete all for good",
    purge_sure="Delete for good, no way back",
    backup="Download a backup",
    purged_told="Deleted for good: {}",
    to_documents="Back to documents",
    uploading="Uploading {} of {}",
    hidden="Hidden files left out: {}",
    upload_cancelled="The upload was cancelled. Nothing was added.",
    upload_failed="{} did not reach the server. Check the connection and try again.",
    cancel="Cancel",
    previous="Previous page",
    next="Next page",
    page_of="Page {} of {}",
    lost="The connection to the server was lost; trying again.",
)
