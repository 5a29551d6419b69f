"""Why a file could not be read or written, in the reader's language."""

from __future__ import annotations

import errno

_ZH = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EBUSY: "文件正被占用",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
}


def reason(error: Exception) -> tuple[str, str]:
    """What went wrong with a file, in English and in Chinese; what is not known here, in the words of
    the error. Its path is left out: messages name it themselves."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text", "不是 UTF-8 编码的文本"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror, _ZH.get(error.errno or 0, error.strerror)
    return str(error), str(error)
